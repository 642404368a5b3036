/// The sixteen features of Cerebro (Zhang and others, TOSEM 34(4)), to which our finer vocabulary projects.
///
/// What each one means stands in `summary`.
package enum CerebroFeature: String, CaseIterable, Sendable, Hashable {
    case reading1 = "R1"
    case reading2 = "R2"
    case reading3 = "R3"
    case reading4 = "R4"
    case reading5 = "R5"
    case transmission1 = "D1"
    case transmission2 = "D2"
    case transmission3 = "D3"
    case encoding1 = "E1"
    case encoding2 = "E2"
    case encoding3 = "E3"
    case encoding4 = "E4"
    case execution1 = "P1"
    case execution2 = "P2"
    case execution3 = "P3"
    case execution4 = "P4"
}

extension CerebroFeature {
    /// What a package does by it, in a few words.
    package var summary: String {
        switch self {
        case .reading1: "imports the operating system module"
        case .reading2: "uses the operating system module"
        case .reading3: "imports the file system module"
        case .reading4: "uses the file system module"
        case .reading5: "reads sensitive information"
        case .transmission1: "imports a network module"
        case .transmission2: "uses a network module"
        case .transmission3: "uses an address"
        case .encoding1: "imports an encoding module"
        case .encoding2: "uses an encoding module"
        case .encoding3: "uses a base64 text"
        case .encoding4: "uses a long text"
        case .execution1: "imports a process module"
        case .execution2: "uses a process module"
        case .execution3: "uses shell text"
        case .execution4: "evaluates code at run time"
        }
    }
}

extension Behavior {
    /// The Cerebro feature that it belongs to; nil for structure.
    package var cerebroFeature: CerebroFeature? {
        switch self {
        case .impSystem, .impWindows, .impInput, .impBrowserData:
            .reading1
        case .ifPlatform, .envSet, .sysUser, .sysHost, .sysPlatform, .sysHardware, .sysNetwork, .sysFolder,
            .sysModulePath, .sysExecutable, .sysVersion, .sysArguments, .uiMessage, .uiInput, .winRegistryRead,
            .winInstrumentation, .natAntiDebug, .browserPage, .pathRegistryRun, .winRegistryWrite:
            .reading2
        case .impFiles, .impDatabase:
            .reading3
        case .flowNetToWrite, .flowDecToWrite, .flowSecToWrite, .flowParamToWrite, .fsOpen, .fsRead, .fsReadBinary,
            .fsWrite, .fsWriteBinary, .fsWriteCode, .fsWriteProgram, .fsAppend, .fsCopy, .fsMove, .fsDelete,
            .fsDeleteTree, .fsList, .fsWalk, .fsPermission, .fsTemporary, .fsHome, .fsMakeFolder, .fsPack, .fsUnpack,
            .fsDatabase, .fsOwnFile, .pathAppData, .pathTemporary, .pathSystem, .pathProcess, .pathWorkflow,
            .pathEditor, .shellRedirect, .memberRead, .memberWrite, .pathStartup, .pathShellProfile, .pathService,
            .pathLoginKeys:
            .reading4
        case .ifEnvironment, .envGet, .envAll, .envSecret, .envCi, .credBrowser, .credDiscord, .credWallet, .credSsh,
            .credCloud, .credPackageToken, .credGit, .credGame, .credChat, .credSystem, .credKeychain, .credContainer,
            .credEnvFile, .credPrivateKey, .credHistory, .credTokenPattern, .credWord, .litSandboxWords,
            .litWalletAddress, .uiClipboard, .uiKeyLog, .uiScreenshot, .uiCamera, .walletKey, .walletPage,
            .browserCookies, .browserStorage, .cloudSecrets:
            .reading5
        case .impHttp, .impNetwork, .impMail, .impChat, .impCloud, .impWallet, .impWebServer:
            .transmission1
        case .flowNetToSend, .flowDecToAddress, .flowSecToSend, .flowEnvToSend, .flowEnvToAddress, .flowSysToSend,
            .flowFileToSend, .flowOutToSend, .flowUiToSend, .flowParamToSend, .netHttpGet, .netHttpPost, .netHttpAny,
            .netHttpSession, .netHttpServe, .netDownload, .netWebhook, .netDns, .netSocket, .netConnect, .netSend,
            .netReceive, .netListen, .netWebsocket, .netMail, .netFtp, .netSsh, .netOpenBrowser, .argNoVerify,
            .walletClient, .walletSend, .cloudAws, .cloudGoogle, .cloudAzure, .cloudCluster, .cloudSourceHost,
            .memberGet, .memberPost, .memberRequest, .memberSend, .memberConnect, .memberUpload, .memberDownload,
            .litUserAgent:
            .transmission2
        case .urlOrdinary, .urlTemplated, .urlDeveloper, .urlLocal, .urlRawIp, .urlOddPort, .urlWebhook, .urlTelegram,
            .urlDiscord, .urlTunnel, .urlOutOfBand, .urlPaste, .urlFileHost, .urlRawGit, .urlShortener, .urlIpCheck,
            .urlMetadataAddress, .urlPlatformHost, .urlChainNode, .urlHiddenService, .urlOddTld, .urlPayload,
            .litIp, .argHiddenAddress:
            .transmission3
        case .impEncoding, .impCrypto, .impCompression, .impProtector:
            .encoding1
        case .decBase64, .decBaseOther, .decHex, .decCompressed, .decMarshal, .decPickle, .decCodec, .decCharCode,
            .decJson, .decUrl, .decXor, .decReverse, .decBytes, .encBase64, .encHex, .encCompressed, .encJson,
            .encUrl, .cryptDecrypt, .cryptEncrypt, .cryptCipher, .cryptDpapi, .cryptHash, .cryptRandom, .memberDecode,
            .memberDecrypt:
            .encoding2
        case .litBase64:
            .encoding3
        case .litHex, .litEntropy, .litBinary, .litLong, .litHuge, .litIntList, .obfLongLine, .obfPadding, .obfNames,
            .obfEscapes, .obfStringArray, .obfFlattened, .obfSymbols, .obfInvisible, .obfBuiltString, .obfReaderTrap,
            .argHiddenString:
            .encoding4
        case .impProcess, .impCode, .impNative, .impAutomation:
            .execution1
        case .hookNativeBuild, .hookExit, .flowNetToProc, .flowDecToProc, .flowEnvToProc, .flowSysToProc,
            .flowFileToProc, .flowParamToProc, .flowDropToProc, .flowCodeToProc, .procSpawn, .procShell, .procCapture,
            .procReplace, .procStartFile, .procFork, .procScript, .procPty, .procKill, .procList, .procInstallPackage,
            .procThread, .procSleep, .procRepeat, .procExit, .argHiddenWindow, .argDetached, .argSilent,
            .argConstantCommand, .argInterpreter, .winHideWindow, .winAutomation, .winElevate, .natLoad, .natCall,
            .natMemory, .natInject, .browserAutomation, .memberExecute, .memberRun, .memberSpawn:
            .execution2
        case .cmdDownload, .cmdPowershell, .cmdEncoded, .cmdHidden, .cmdShell, .cmdInterpreter, .cmdInlineCode,
            .cmdInstall, .cmdRecon, .cmdPersist,
            .cmdPermission, .cmdRemoteShell, .cmdMiner, .cmdDelete, .cmdKill, .cmdVersionControl, .cmdBuild,
            .cmdPublish, .cmdPrivilege, .cmdDefense, .cmdSecretScan, .cmdContainer, .cmdSystemLoader, .shellCommand,
            .shellScript,
            .shellInlineCode, .shellDownload, .shellSend, .shellPipeToShell, .shellSubstitution, .shellBackground,
            .shellTool, .shellMessage, .argShell:
            .execution3
        case .hookImport, .hookPatch, .layerBegin, .flowNetToExec, .flowNetToLoad, .flowDecToExec, .flowDecToLoad,
            .flowFileToExec, .flowOutToExec, .flowParamToExec, .flowDropToLoad, .codeExec, .codeEval, .codeCompile,
            .codeFunction, .codeTimerString, .codeImportDynamic, .codeImportComputed, .codeLateAttribute,
            .codeGlobals, .codeBuiltins, .codeVm, .codeLoadFile, .codeMakeModule, .codeFrame, .codeSetAttribute,
            .codeWasm, .litCode, .argConstantCode, .argDynamic, .browserScript:
            .execution4
        case .deferred, .loopForever, .hookClass, .excSwallow, .layerEnd, .parsePartial, .runShort, .runMedium,
            .runLong:
            nil
        }
    }
}
