/// Programs under the name of a picture, a text or a source file.
///
/// The first bytes are compared with the ending. Native programs are odd under every ending that states another kind,
/// scripts with an interpreter line under those of pictures, sound and fonts only: a `.txt` may well show a script.
/// The executable bit says nothing here: archives made on Windows set it on every file.
func disguisedPrograms(in source: SignalSource) -> [ArchiveSignal] {
    source.files.compactMap { file in
        guard let program = ProgramFormat(file.leadingBytes) else { return nil }
        let ending = file.ending
        let isOdd = mediaEndings.contains(ending) || program.isNative && textEndings.contains(ending)
        return isOdd ? ArchiveSignal(.disguisedProgram, file.path, "the file is \(program.name)") : nil
    }
}

private let mediaEndings: Set<String> = [
    "png", "jpg", "jpeg", "gif", "bmp", "webp", "ico", "svg", "tif", "tiff", "avif", "mp3", "mp4", "wav", "ogg", "flac",
    "avi", "mov", "webm", "ttf", "otf", "woff", "woff2", "eot", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx",
]

private let textEndings: Set<String> = [
    "txt", "md", "rst", "html", "htm", "css", "scss", "less", "csv", "tsv", "json", "map", "xml", "yml", "yaml", "toml",
    "ini", "cfg", "log", "lock", "py", "pyi", "pyw", "pth", "js", "cjs", "mjs", "ts", "mts", "cts", "jsx", "tsx",
]
