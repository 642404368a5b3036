/// The sixteen features of Cerebro (Zhang and others, TOSEM 34(4)), to which our finer vocabulary projects.
package enum CerebroFeature: String, CaseIterable, Sendable, Hashable {
    /// Imports the operating system module.
    case reading1 = "R1"
    /// Uses the operating system module.
    case reading2 = "R2"
    /// Imports the file system module.
    case reading3 = "R3"
    /// Uses the file system module.
    case reading4 = "R4"
    /// Reads sensitive information.
    case reading5 = "R5"
    /// Imports a network module.
    case transmission1 = "D1"
    /// Uses a network module.
    case transmission2 = "D2"
    /// Uses an address.
    case transmission3 = "D3"
    /// Imports an encoding module.
    case encoding1 = "E1"
    /// Uses an encoding module.
    case encoding2 = "E2"
    /// Uses a base64 text.
    case encoding3 = "E3"
    /// Uses a long text.
    case encoding4 = "E4"
    /// Imports a process module.
    case execution1 = "P1"
    /// Uses a process module.
    case execution2 = "P2"
    /// Uses shell text.
    case execution3 = "P3"
    /// Evaluates code at run time.
    case execution4 = "P4"
}

extension Behavior {
    /// The Cerebro feature that it belongs to; nil for structure.
    package var cerebroFeature: CerebroFeature? {
        switch self {
        case .impSystem, .impWindows, .impInput, .impBrowserData:
            .reading1
        case .ifPlatform, .envSet, .sysUser, .sysHost, .sysPlatform, .sysHardware, .sysNetwork, .sysFolder,
            .sysModulePath, .sysExecutable, .sysVersion, .sysArguments, .uiMessage, .uiInput, .winRegistryRead,
            .winInstrumentation, .natAntiDebug, .browserPage:
            .reading2
        case .impFiles, .impDatabase:
            .reading3
        case .flowNetToWrite, .flowDecToWrite, .flowSecToWrite, .flowParamToWrite, .fsOpen, .fsRead, .fsReadBinary,
            .fsWrite, .fsWriteBinary, .fsWriteCode, .fsWriteProgram, .fsAppend, .fsCopy, .fsMove, .fsDelete,
            .fsDeleteTree, .fsList, .fsWalk, .fsPermission, .fsTemporary, .fsHome, .fsMakeFolder, .fsPack, .fsUnpack,
            .fsDatabase, .fsOwnFile, .pathAppData, .pathTemporary, .pathSystem, .pathProcess, .pathWorkflow,
            .pathEditor, .shellRedirect, .memberRead, .memberWrite:
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
            .memberGet, .memberPost, .memberRequest, .memberSend, .memberConnect, .memberUpload, .memberDownload:
            .transmission2
        case .urlOrdinary, .urlTemplated, .urlDeveloper, .urlLocal, .urlRawIp, .urlOddPort, .urlWebhook, .urlTelegram,
            .urlDiscord, .urlTunnel, .urlOutOfBand, .urlPaste, .urlFileHost, .urlRawGit, .urlShortener, .urlIpCheck,
            .urlMetadataAddress, .urlPlatformHost, .urlChainNode, .urlHiddenService, .urlOddTld, .urlPayload,
            .litUserAgent, .litIp:
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
            .argHiddenString, .argHiddenAddress:
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
        case .pathStartup, .pathRegistryRun, .pathShellProfile, .pathService, .cmdDownload, .cmdPowershell,
            .cmdEncoded, .cmdHidden, .cmdShell, .cmdInterpreter, .cmdInlineCode, .cmdInstall, .cmdRecon, .cmdPersist,
            .cmdPermission, .cmdRemoteShell, .cmdMiner, .cmdDelete, .cmdKill, .cmdVersionControl, .cmdBuild,
            .cmdPublish, .cmdPrivilege, .cmdDefense, .cmdSecretScan, .cmdContainer, .shellCommand, .shellScript,
            .shellInlineCode, .shellDownload, .shellSend, .shellPipeToShell, .shellSubstitution, .shellBackground,
            .shellTool, .shellMessage, .argShell, .winRegistryWrite:
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
