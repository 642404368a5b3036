/// One question to a server.
package struct TransferRequest: Sendable {
    /// The methods that package clients use.
    package enum Method: Sendable, Equatable {
        case get
        case head
        case post([UInt8])
    }

    /// May hold `user:password@`, which is sent as an `Authorization` header and left out of every message.
    package let url: String
    package let method: Method
    package let headers: [(String, String)]
    /// Whether gzip and deflate are offered and decoded; false asks for the identity encoding, right for artifacts.
    package let acceptsCompression: Bool

    package init(
        url: String, method: Method = .get, headers: [(String, String)] = [], acceptsCompression: Bool = false
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.acceptsCompression = acceptsCompression
    }
}

/// What a server answered, without the body.
package struct TransferResponse: Sendable {
    package let status: Int
    /// In the order received, names as received.
    package let headers: [(name: String, value: String)]
    /// The URL that answered after redirects, without user name and password.
    package let finalURL: String

    package init(status: Int, headers: [(name: String, value: String)], finalURL: String) {
        self.status = status
        self.headers = headers
        self.finalURL = finalURL
    }

    /// The first value of a header, its name compared without case.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}

/// The bounds that a server cannot exceed.
package struct TransferLimits: Sendable, Equatable {
    /// Counted after decoding, so a compressed document cannot grow past it.
    package var maximumBytes: Int
    /// For the whole transfer with redirects and retries; nil leaves only the low-speed rule.
    package var totalSeconds: Double?
    package var connectSeconds: Double
    package var lowSpeedBytesPerSecond: Int
    package var lowSpeedSeconds: Int
    package var maximumRedirects: Int

    package init(
        maximumBytes: Int, totalSeconds: Double? = nil, connectSeconds: Double = 20, lowSpeedBytesPerSecond: Int = 128,
        lowSpeedSeconds: Int = 30, maximumRedirects: Int = 5
    ) {
        self.maximumBytes = maximumBytes
        self.totalSeconds = totalSeconds
        self.connectSeconds = connectSeconds
        self.lowSpeedBytesPerSecond = lowSpeedBytesPerSecond
        self.lowSpeedSeconds = lowSpeedSeconds
        self.maximumRedirects = maximumRedirects
    }

    /// For index pages and packuments: the largest real packuments and pages are below 100 MB.
    package static let document = TransferLimits(maximumBytes: 256 << 20, totalSeconds: 120)
    /// For archives: above the largest wheels on PyPI (a few gigabytes), with no bound on the time that they may take.
    package static let artifact = TransferLimits(maximumBytes: 8 << 30)
}

/// How the network is reached; the caller reads the user's environment and files, this module does not.
package struct TransferConfiguration: Sendable, Equatable {
    /// A PEM file that replaces the system's certificate authorities, as `PIP_CERT`, `cafile`, `SSL_CERT_FILE` do.
    package var certificateFile: String?
    package var certificateDirectory: String?
    /// As libcurl reads it, `http://user:password@host:port`; nil connects directly.
    package var proxy: String?
    /// Comma-separated hosts that are reached without the proxy.
    package var noProxy: String?
    /// Hosts, each `host` or `host:port`, that the user trusts over plain http; loopback always is.
    package var plainHTTPHosts: Set<String>

    package init(
        certificateFile: String? = nil, certificateDirectory: String? = nil, proxy: String? = nil,
        noProxy: String? = nil, plainHTTPHosts: Set<String> = []
    ) {
        self.certificateFile = certificateFile
        self.certificateDirectory = certificateDirectory
        self.proxy = proxy
        self.noProxy = noProxy
        self.plainHTTPHosts = Set(plainHTTPHosts.map { $0.lowercased() })
    }
}
