import CCurl

/// One request over the wire, without redirects or retries: its easy handle, its headers and its byte count.
///
/// Made by the caller, then touched by the engine's thread only until its outcome is delivered.
final class CurlExchange: @unchecked Sendable {
    /// What goes into one exchange.
    struct Plan: Sendable {
        let address: TransferAddress
        let request: TransferRequest
        let authorization: String?
        let limits: TransferLimits
        let secondsLeft: Double?
        let configuration: TransferConfiguration
        /// Whether a body reaches the sink, asked once for each answer, when its first byte arrives.
        let delivers: @Sendable (_ status: Int, _ headers: [(name: String, value: String)]) -> Bool
        let sink: @Sendable (UnsafeRawBufferPointer) -> Bool
    }

    /// What came out of one exchange.
    struct Outcome: Sendable {
        let status: Int
        let headers: [(name: String, value: String)]
        let deliveredBytes: Int
        let failure: TransferError?
    }

    /// A header block larger than this is refused; browsers and proxies stop at 16 to 256 KiB.
    private static let maximumHeaderBytes = 256 << 10
    /// An undelivered body (a redirect's, a refusal's) is read up to here, to keep the connection, then cut.
    private static let maximumDiscardedBytes = 1 << 20

    let plan: Plan
    let handle: UnsafeMutableRawPointer
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var status = 0
    private var headers: [(name: String, value: String)] = []
    private var headerBytes = 0
    private var deliveredBytes = 0
    private var discardedBytes = 0
    /// What `delivers` said of the present answer; nil before its first byte.
    private var isDelivered: Bool?
    private var failure: TransferError?

    init(_ plan: Plan) throws(TransferError) {
        guard let handle = curl_easy_init() else { throw .unavailable(reason: "no memory for a transfer") }
        self.plan = plan
        self.handle = handle
        try configure()
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headerList)
    }

    private func configure() throws(TransferError) {
        let limits = plan.limits
        var accepted = true
        func set(_ option: CURLoption, _ value: Int) {
            accepted = airlock_curl_set_long(handle, option, value) == CURLE_OK && accepted
        }
        func set(_ option: CURLoption, _ value: String?) {
            accepted = airlock_curl_set_text(handle, option, value) == CURLE_OK && accepted
        }
        set(CURLOPT_URL, plan.address.url)
        set(CURLOPT_PROTOCOLS_STR, plan.address.scheme)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        set(CURLOPT_PIPEWAIT, 1)
        // Transfers that wait for a connection have their buffer already, and of a large tree hundreds wait.
        set(CURLOPT_BUFFERSIZE, 64 << 10)
        set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(limits.connectSeconds))
        if let seconds = plan.secondsLeft { set(CURLOPT_TIMEOUT_MS, Self.milliseconds(seconds)) }
        set(CURLOPT_LOW_SPEED_LIMIT, limits.lowSpeedBytesPerSecond)
        set(CURLOPT_LOW_SPEED_TIME, limits.lowSpeedSeconds)
        set(CURLOPT_USERAGENT, "airlock")
        // An empty text keeps libcurl from reading proxies out of the environment.
        set(CURLOPT_PROXY, plan.address.isLoopback ? "" : plan.configuration.proxy ?? "")
        set(CURLOPT_NOPROXY, plan.configuration.noProxy ?? "")
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        if plan.configuration.certificateFile != nil || plan.configuration.certificateDirectory != nil {
            set(CURLOPT_CAINFO, plan.configuration.certificateFile)
            set(CURLOPT_CAPATH, plan.configuration.certificateDirectory)
        }
        switch plan.request.method {
        case .get: set(CURLOPT_HTTPGET, 1)
        case .head: set(CURLOPT_NOBODY, 1)
        case .post(let body): accepted = post(body) && accepted
        }
        if plan.request.acceptsCompression { set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate") }
        let maximum = curl_off_t(limits.maximumBytes)
        accepted = airlock_curl_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, maximum) == CURLE_OK && accepted
        accepted = try addHeaders() && accepted
        // Safety: libcurl calls back only between add and remove of this handle, and the engine keeps this object
        // alive that long.
        let context = Unmanaged.passUnretained(self).toOpaque()
        accepted = airlock_curl_set_pointer(handle, CURLOPT_WRITEDATA, context) == CURLE_OK && accepted
        accepted = airlock_curl_set_pointer(handle, CURLOPT_HEADERDATA, context) == CURLE_OK && accepted
        accepted = airlock_curl_set_callback(handle, CURLOPT_WRITEFUNCTION, Self.bodyCallback) == CURLE_OK && accepted
        accepted =
            airlock_curl_set_callback(handle, CURLOPT_HEADERFUNCTION, Self.headerCallback) == CURLE_OK && accepted
        guard accepted else { throw .unavailable(reason: "an option was not accepted") }
    }

    private func post(_ body: [UInt8]) -> Bool {
        let size = airlock_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
        // Safety: libcurl copies the body of the size given just before.
        let copied = body.withUnsafeBytes { bytes in
            airlock_curl_set_text(
                handle, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
        }
        // An empty body has no address; a POST without fields is what is wanted then.
        return size == CURLE_OK && copied == CURLE_OK && airlock_curl_set_long(handle, CURLOPT_POST, 1) == CURLE_OK
    }

    private func addHeaders() throws(TransferError) -> Bool {
        var fields = plan.request.headers
        if let authorization = plan.authorization { fields.append(("Authorization", authorization)) }
        if !plan.request.acceptsCompression { fields.append(("Accept-Encoding", "identity")) }
        fields.append(("Expect", ""))
        for (name, value) in fields {
            guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }), !name.isEmpty,
                value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
            else { throw .protocolError(url: plan.address.shown, reason: "request header '\(name)' is malformed") }
            guard let list = curl_slist_append(headerList, "\(name): \(value)") else { return false }
            headerList = list
        }
        return airlock_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headerList) == CURLE_OK
    }

    private static func milliseconds(_ seconds: Double) -> Int {
        guard seconds.isFinite, seconds > 0.001 else { return 1 }
        return Int(min(seconds, 1_000_000) * 1000)
    }

    // MARK: Called by libcurl on the engine's thread

    private static let bodyCallback: airlock_curl_data_callback = { data, size, count, context in
        guard let data, let context else { return 0 }
        // Safety: the context is this exchange, alive while its handle is in the multi handle; data holds size * count
        // bytes during the call.
        let exchange = Unmanaged<CurlExchange>.fromOpaque(context).takeUnretainedValue()
        let length = size &* count
        return exchange.receive(UnsafeRawBufferPointer(start: data, count: length)) ? length : 0
    }

    private static let headerCallback: airlock_curl_data_callback = { data, size, count, context in
        guard let data, let context else { return 0 }
        // Safety: as in bodyCallback.
        let exchange = Unmanaged<CurlExchange>.fromOpaque(context).takeUnretainedValue()
        let length = size &* count
        return exchange.receiveHeader(UnsafeRawBufferPointer(start: data, count: length)) ? length : 0
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let delivers = isDelivered ?? plan.delivers(status, headers)
        isDelivered = delivers
        guard delivers else {
            discardedBytes += bytes.count
            return discardedBytes <= Self.maximumDiscardedBytes
        }
        guard bytes.count <= plan.limits.maximumBytes - deliveredBytes else {
            failure = .tooLarge(url: plan.address.shown, maximumBytes: plan.limits.maximumBytes)
            return false
        }
        deliveredBytes += bytes.count
        guard plan.sink(bytes) else {
            failure = .stopped(url: plan.address.shown)
            return false
        }
        return true
    }

    private func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= Self.maximumHeaderBytes else {
            failure = .protocolError(url: plan.address.shown, reason: "its header is too large")
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // Each interim answer and the final one begins with a status line; the last block counts.
            headers = []
            isDelivered = nil
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            let end = value.lastIndex { !$0.isWhitespace }.map { value.index(after: $0) } ?? value.startIndex
            headers.append((name: String(line[..<colon]), value: String(value[..<end])))
        }
        return true
    }

    /// Makes the outcome of a finished, failed or removed exchange.
    func outcome(_ result: CURLcode) -> Outcome {
        var problem = failure ?? describe(result)
        // The cut of an undelivered body is ours: its status is all that was wanted.
        if problem != nil, discardedBytes > Self.maximumDiscardedBytes, deliveredBytes == 0 { problem = nil }
        if problem == nil, status < 200 {
            problem = .protocolError(url: plan.address.shown, reason: "it has no status")
        }
        return Outcome(status: status, headers: headers, deliveredBytes: deliveredBytes, failure: problem)
    }

    private func describe(_ result: CURLcode) -> TransferError? {
        let shown = plan.address.shown
        let reason = String(cString: curl_easy_strerror(result)).lowercased()
        switch result {
        case CURLE_OK: return nil
        case CURLE_URL_MALFORMAT: return .invalidURL(shown)
        case CURLE_COULDNT_RESOLVE_HOST: return .resolve(host: plan.address.host)
        case CURLE_COULDNT_RESOLVE_PROXY: return .connect(host: plan.address.host, reason: "its proxy is unknown")
        case CURLE_COULDNT_CONNECT, CURLE_GOT_NOTHING, CURLE_SEND_ERROR:
            return .connect(host: "\(plan.address.host):\(plan.address.port)", reason: reason)
        case CURLE_OPERATION_TIMEDOUT: return .timeout(url: shown)
        case CURLE_FILESIZE_EXCEEDED: return .tooLarge(url: shown, maximumBytes: plan.limits.maximumBytes)
        case CURLE_RECV_ERROR where proxyRefusal != nil:
            return .connect(host: plan.address.host, reason: "the proxy answered \(proxyRefusal ?? 0)")
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_HTTP2_STREAM, CURLE_HTTP2: return .truncated(url: shown)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            return .tls(host: plan.address.host, reason: reason)
        // libcurl's codes are an open C enumeration; all others are failures of the exchange.
        default: return .protocolError(url: shown, reason: reason)
        }
    }

    /// The status with which a proxy refused the tunnel, nil when none did.
    private var proxyRefusal: Int? {
        var status = 0
        guard airlock_curl_get_long(handle, CURLINFO_HTTP_CONNECTCODE, &status) == CURLE_OK else { return nil }
        return status == 0 || 200..<300 ~= status ? nil : status
    }
}
