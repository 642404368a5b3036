/// What kind of host a web address in a text names.
enum WebAddress {
    /// Hosts by kind; a dot in front stands for all hosts below.
    private static let hosts: [String: Behavior] = {
        let table: [(Behavior, String)] = [
            (
                .urlWebhook,
                """
                hooks.slack.com webhook.office.com .webhook.office.com chat.googleapis.com maker.ifttt.com
                hook.eu1.make.com hook.us1.make.com hooks.zapier.com open.feishu.cn oapi.dingtalk.com
                qyapi.weixin.qq.com formspree.io api.emailjs.com api.pushover.net ntfy.sh
                """
            ),
            (.urlTelegram, "api.telegram.org t.me telegram.me"),
            (
                .urlDiscord,
                """
                discord.com discordapp.com cdn.discordapp.com canary.discord.com ptb.discord.com discord.gg
                media.discordapp.net
                """
            ),
            (
                .urlTunnel,
                """
                .ngrok.io .ngrok-free.app .ngrok.app .ngrok.dev .trycloudflare.com .serveo.net .localhost.run
                .lhr.life .loca.lt .localtunnel.me .pagekite.me .portmap.io .portmap.host .playit.gg .bore.pub
                .devtunnels.ms .telebit.io
                """
            ),
            (
                .urlOutOfBand,
                """
                .oastify.com .oast.fun .oast.me .oast.live .oast.online .oast.pro .oast.site .interact.sh
                .interactsh.com .burpcollaborator.net .canarytokens.com canarytokens.com .dnslog.cn .ceye.io
                .requestbin.net .requestrepo.com .pipedream.net .webhook.site webhook.site .requestcatcher.com
                .beeceptor.com .hookbin.com .requestbin.com requestbin.com .bxss.me .xss.ht .dnsbin.zhack.ca
                .eyes.sh .mockbin.org .webhook.cool .h4ck.me .free.beeceptor.com .oastify.net .edgeone.app
                .ezstat.ru .interactsh.org .dnslog.link .callback.red
                """
            ),
            (
                .urlPaste,
                """
                pastebin.com paste.ee hastebin.com .hastebin.com ghostbin.com rentry.co rentry.org dpaste.com
                dpaste.org controlc.com pastie.org ix.io termbin.com sprunge.us paste.rs paste.bingner.com
                pastebin.pl jsonkeeper.com .jsonkeeper.com www.jsonkeeper.com api.npoint.io jsonbin.io
                api.jsonbin.io jsonsilo.com textbin.net p.ip.fi snippet.host pastefy.app paste.fo privatebin.net
                justpaste.it write.as telegra.ph
                """
            ),
            (
                .urlFileHost,
                """
                transfer.sh file.io gofile.io api.gofile.io .gofile.io anonfiles.com .anonfiles.com bayfiles.com
                catbox.moe files.catbox.moe litterbox.catbox.moe 0x0.st mediafire.com .mediafire.com mega.nz
                mega.co.nz sendspace.com .sendspace.com wetransfer.com zippyshare.com .zippyshare.com
                uploadfiles.io ufile.io dl.dropboxusercontent.com .dropboxusercontent.com dropbox.com
                drive.google.com drive.usercontent.google.com docs.google.com temp.sh tmpfiles.org
                pixeldrain.com oshi.at bashupload.com filebin.net filetransfer.io tempfile.io store1.gofile.io
                store2.gofile.io store3.gofile.io store4.gofile.io 1drv.ms onedrive.live.com uguu.se
                krakenfiles.com workupload.com keep.sh qu.ax x0.at envs.sh pomf.lain.la .filemail.com send.cm
                """
            ),
            (
                .urlRawGit,
                """
                raw.githubusercontent.com gist.githubusercontent.com gist.github.com raw.github.com
                objects.githubusercontent.com codeload.github.com rawgit.com cdn.rawgit.com cdn.jsdelivr.net
                raw.gitmirror.com ghproxy.com media.githubusercontent.com
                """
            ),
            (
                .urlShortener,
                """
                bit.ly tinyurl.com is.gd goo.gl cutt.ly rb.gy t.co ow.ly shorturl.at tiny.cc v.gd rebrand.ly
                s.id t.ly grabify.link iplogger.org iplogger.com iplogger.ru 2no.co yip.su bl.ink urlz.fr
                """
            ),
            (
                .urlIpCheck,
                """
                api.ipify.org api64.ipify.org ipify.org ipinfo.io ifconfig.me ifconfig.co icanhazip.com
                ip-api.com checkip.amazonaws.com checkip.dyndns.org ipapi.co api.ip.sb ip.sb wtfismyip.com
                myexternalip.com ident.me v4.ident.me ipwho.is ipwhois.app freegeoip.app geoip-db.com
                geolocation-db.com api.myip.com ip.42.pl httpbin.org/ip ipecho.net whatismyip.akamai.com l2.io
                api.db-ip.com ipgeolocation.io extreme-ip-lookup.com jsonip.com ip.seeip.org api.seeip.org
                myip.dnsomatic.com ipv4.icanhazip.com ip-adresim.net ipapi.com curlmyip.com
                """
            ),
            (
                .urlMetadataAddress,
                """
                169.254.169.254 metadata.google.internal metadata.google.internal. 169.254.170.2 100.100.100.200
                fd00:ec2::254 metadata.azure.com
                """
            ),
            (
                .urlPlatformHost,
                """
                .herokuapp.com .vercel.app .netlify.app .repl.co .replit.dev .replit.app .glitch.me
                .onrender.com .railway.app .up.railway.app .pythonanywhere.com .000webhostapp.com .workers.dev
                .pages.dev .web.app .firebaseio.com .firebaseapp.com .deno.dev .fly.dev .surge.sh .cyclic.app
                .koyeb.app .appspot.com .run.app .azurewebsites.net .cloudfunctions.net
                .lambda-url.us-east-1.on.aws .execute-api.us-east-1.amazonaws.com .supabase.co
                .infinityfreeapp.com .byethost.com .weebly.com .wixsite.com .blogspot.com .wordpress.com
                .duckdns.org .no-ip.org .ddns.net .hopto.org .zapto.org .sytes.net .servehttp.com .mooo.com
                .rf.gd .mywebcommunity.org .gitbook.io .hostingerapp.com .freewebhostmost.com
                """
            ),
            (
                .urlChainNode,
                """
                .infura.io .alchemy.com .alchemyapi.io api.mainnet-beta.solana.com api.devnet.solana.com
                .quiknode.pro bsc-dataseed.binance.org bsc-dataseed1.binance.org api.trongrid.io .publicnode.com
                .llamarpc.com .ankr.com rpc.ankr.com .helius-rpc.com blockchain.info api.etherscan.io
                api.blockcypher.com eth.llamarpc.com cloudflare-eth.com polygon-rpc.com .moralis.io
                fullnode.mainnet.aptoslabs.com
                """
            ),
            (
                .urlDeveloper,
                """
                github.com .github.com api.github.com .github.io gitlab.com .gitlab.com .gitlab.io bitbucket.org
                .bitbucket.org pypi.org pypi.python.org files.pythonhosted.org test.pypi.org npmjs.com
                www.npmjs.com registry.npmjs.org registry.yarnpkg.com unpkg.com .readthedocs.io .readthedocs.org
                docs.python.org www.python.org python.org nodejs.org .nodejs.org stackoverflow.com www.w3.org
                schema.org json-schema.org opensource.org www.apache.org www.gnu.org creativecommons.org
                developer.mozilla.org en.wikipedia.org tools.ietf.org datatracker.ietf.org www.rfc-editor.org
                reactjs.org react.dev fb.me bugs.python.org peps.python.org code.google.com sourceforge.net
                travis-ci.org codecov.io img.shields.io www.iana.org spdx.org crates.io docs.rs
                opencollective.com tidelift.com peps.python.org packaging.python.org setuptools.readthedocs.io
                docs.github.com eslint.org babeljs.io webpack.js.org bugs.chromium.org bugzilla.mozilla.org
                tc39.es www.ecma-international.org xml.org purl.org xmlns.com dublincore.org docs.oracle.com
                learn.microsoft.com docs.microsoft.com go.microsoft.com aka.ms schemas.microsoft.com
                schemas.openxmlformats.org www.unicode.org unicode.org example.com www.example.com example.org
                """
            ),
        ]
        var result: [String: Behavior] = [:]
        for (behavior, names) in table {
            for name in names.split(whereSeparator: \.isWhitespace) { result[String(name)] = behavior }
        }
        return result
    }()

    private static let oddTopLevelDomains: Set<String> = [
        "xyz", "top", "icu", "tk", "ml", "ga", "cf", "gq", "pw", "ru", "su", "cc", "ws", "click", "link", "buzz",
        "rest",
        "monster", "cyou", "sbs", "lol", "bid", "win", "loan", "men", "cam", "zip", "mov", "quest", "surf", "space",
        "site", "online", "fun", "shop", "club", "live", "vip", "cfd", "bond", "pro", "life", "store", "host",
        "website",
        "uno", "best", "kim", "party", "review", "stream", "download", "racing", "date", "gdn", "cn", "ir", "kp", "to",
    ]

    private static let payloadEndings = [
        ".exe", ".dll", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".scr", ".hta", ".sh", ".elf", ".bin", ".apk", ".dmg",
        ".jar", ".py", ".pyw", ".pyc", ".js", ".zip", ".rar", ".7z", ".tar.gz", ".so", ".dat", ".iso", ".lnk", ".node",
        ".deb", ".rpm",
    ]

    /// Programs and scripts; archives and modules count only elsewhere, since they are often ordinary.
    private static let strictPayloadEndings = payloadEndings.filter {
        ![
            ".zip", ".tar.gz", ".js", ".jar", ".py", ".sh", ".so", ".dat", ".bin", ".7z", ".deb", ".rpm", ".node",
            ".dmg",
        ]
        .contains($0)
    }

    /// Whether `://` stands in a text.
    static func hasMark(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 2
        while index < text.count {
            if text[index] == UInt8(ascii: "/"), text[index - 1] == UInt8(ascii: "/"),
                text[index - 2] == UInt8(ascii: ":")
            {
                return true
            }
            index += 1
        }
        return false
    }

    /// The kinds that the addresses in a text show, in order, each once.
    static func kinds(in text: [UInt8]) -> [Behavior] {
        var found: [Behavior] = []
        var index = 0
        var count = 0
        while index + 2 < text.count, count < 64 {
            guard text[index] == UInt8(ascii: ":"), text[index + 1] == UInt8(ascii: "/"),
                text[index + 2] == UInt8(ascii: "/")
            else {
                index += 1
                continue
            }
            count += 1
            let start = index + 3
            var end = start
            while end < text.count, end - start < 2_048, !isDelimiter(text[end]) { end += 1 }
            if schemeIsWeb(text, before: index) {
                for kind in kinds(ofAddress: text[start..<end]) where !found.contains(kind) { found.append(kind) }
            }
            index = max(end, start)
        }
        return found
    }

    /// The kind of a host name given without an address, as socket calls have it; nil for what says nothing.
    static func kind(ofHost host: some StringProtocol) -> Behavior? {
        let lower = host.lowercased()
        if let known = known(host: lower) { return known == .urlDeveloper ? nil : known }
        if let parts = addressParts(lower) { return isPrivate(parts) ? .urlLocal : .litIp }
        return lower == "localhost" ? .urlLocal : nil
    }

    private static func kinds(ofAddress bytes: ArraySlice<UInt8>) -> [Behavior] {
        let hostEnd =
            bytes.firstIndex {
                $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
                    || $0 == UInt8(ascii: "\\")
            } ?? bytes.endIndex
        var authority = bytes[bytes.startIndex..<hostEnd]
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
        var host = String(decoding: authority, as: UTF8.self).lowercased()
        let path = String(decoding: bytes[hostEnd...].prefix(512), as: UTF8.self).lowercased()
        var port = ""
        if !host.hasPrefix("["), let colon = host.utf8.lastIndex(of: UInt8(ascii: ":")) {
            port = String(host[host.index(after: colon)...])
            host = String(host[..<colon])
        }
        guard !host.isEmpty else { return [.urlTemplated] }
        var kinds: [Behavior] = []
        if let known = known(host: host + (host == "httpbin.org" ? path : "")) {
            kinds.append(
                known == .urlDiscord && path.containsBytes(of: "/webhooks/")
                    ? .urlWebhook : known == .urlDeveloper && path.containsBytes(of: "/raw/") ? .urlRawGit : known)
        } else if let parts = addressParts(host) {
            kinds.append(isPrivate(parts) ? .urlLocal : .urlRawIp)
        } else if host == "localhost" || host.hasPrefix("[") || host.hasSuffix(".local") || host.hasSuffix(".localhost")
        {
            kinds.append(.urlLocal)
        } else if host.hasSuffix(".onion") {
            kinds.append(.urlHiddenService)
        } else if host.containsBytes(of: "\u{FFFC}") || host.containsBytes(of: "%s") || host.containsBytes(of: "{")
            || host.containsBytes(of: "$")
        {
            kinds.append(.urlTemplated)
        } else if let last = host.utf8.split(separator: UInt8(ascii: ".")).last.map({ String(Substring($0)) }),
            oddTopLevelDomains.contains(last)
        {
            kinds.append(.urlOddTld)
        } else {
            kinds.append(.urlOrdinary)
        }
        if !port.isEmpty, port.utf8.allSatisfy({ (48...57).contains($0) }),
            !["80", "443", "8080", "8000"].contains(port),
            kinds.first != .urlLocal
        {
            kinds.append(.urlOddPort)
        }
        let file = path.prefix { $0 != "?" && $0 != "#" }
        let endings =
            kinds.first == .urlDeveloper || kinds.first == .urlOrdinary ? strictPayloadEndings : payloadEndings
        // The longest of the endings has seven bytes.
        if file.utf8.count > 1, file.utf8.suffix(7).contains(UInt8(ascii: ".")),
            endings.contains(where: { file.hasSuffix($0) })
        {
            kinds.append(.urlPayload)
        }
        return kinds
    }

    /// Whether a text in ASCII ends like a known host or an address; false for nearly every text with a dot.
    static func mayEndHost(_ bytes: [UInt8]) -> Bool {
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return false }
        if bytes.allSatisfy({ $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "+") || (48...57).contains($0) }) {
            return true
        }
        var packed: UInt64 = 0
        for byte in bytes[(dot + 1)...] {
            if packed >> 56 != 0 { return lastLabels.contains(0) }
            packed = packed << 8 | UInt64((65...90).contains(byte) ? byte | 0x20 : byte)
        }
        return lastLabels.contains(packed)
    }

    /// What stands behind the last dot of the known hosts, packed as `mayEndHost` does.
    private static let lastLabels: Set<UInt64> = Set(
        hosts.keys.map { host in
            let label = host.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
            return label.utf8.count > 8 ? 0 : label.utf8.reduce(0) { $0 << 8 | UInt64($1) }
        })

    /// Whether what stands behind the last dot of a host in small letters ends a known one: most end otherwise.
    private static func endsLikeKnown(_ host: String) -> Bool {
        var packed: UInt64 = 0
        var shift: UInt64 = 0
        for byte in host.utf8.reversed() {
            if byte == UInt8(ascii: ".") { break }
            if shift == 64 { return lastLabels.contains(0) }
            packed |= UInt64(byte) << shift
            shift += 8
        }
        return lastLabels.contains(packed)
    }

    private static func known(host: String) -> Behavior? {
        guard endsLikeKnown(host) else { return nil }
        if let behavior = hosts[host] { return behavior }
        var rest = host[...]
        if rest.hasPrefix("www.") {
            rest = rest.dropFirst(4)
            if let behavior = hosts[String(rest)] { return behavior }
        }
        while let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) {
            if let behavior = hosts[String(rest[dot...])] { return behavior }
            rest = rest[rest.utf8.index(after: dot)...]
        }
        return nil
    }

    /// The four parts of a dotted IPv4 address, also written as one decimal or hexadecimal number.
    static func addressParts(_ host: some StringProtocol) -> [UInt8]? {
        guard let first = host.utf8.first, (48...57).contains(first) || first == 0x2b || first == 0x2d else {
            return nil
        }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4 {
            let numbers = parts.compactMap { UInt8($0) }
            return numbers.count == 4 ? numbers : nil
        }
        guard parts.count == 1, host.utf8.count >= 8, let number = wholeNumber(host) else { return nil }
        return [
            UInt8(truncatingIfNeeded: number >> 24), UInt8(truncatingIfNeeded: number >> 16),
            UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number),
        ]
    }

    private static func wholeNumber(_ text: some StringProtocol) -> UInt32? {
        text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
    }

    static func isPrivate(_ parts: [UInt8]) -> Bool {
        switch (parts[0], parts[1]) {
        case (127, _), (10, _), (0, _), (192, 168), (255, _), (172, 16...31): true
        default: false
        }
    }

    private static func schemeIsWeb(_ text: [UInt8], before colon: Int) -> Bool {
        var start = colon
        while start > 0, colon - start < 6, isLetter(text[start - 1]) { start -= 1 }
        let scheme = String(decoding: text[start..<colon], as: UTF8.self).lowercased()
        return ["http", "https", "ws", "wss", "ftp", "tcp", "udp"].contains { scheme.hasSuffix($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        byte <= 0x20 || "\"'<>`|^)];,".utf8.contains(byte)
    }
}
