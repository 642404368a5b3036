/// One kind of behavior that source text can show: the closed vocabulary of both languages.
///
/// Append only: a model's weights are indexed by the raw value, and `vocabularyDigest` of the names is stored with them.
/// What each one means stands in `summary`; families share the prefix of `name`.
package enum Behavior: UInt16, CaseIterable, Sendable, Hashable {
    // MARK: Structure
    case deferred
    case loopForever
    case hookClass
    case hookNativeBuild
    case hookImport
    case hookExit
    case hookPatch
    case ifPlatform
    case ifEnvironment
    case excSwallow
    case layerBegin
    case layerEnd
    case parsePartial
    case runShort
    case runMedium
    case runLong

    // MARK: Flow: where a value came from, and which sink it reached
    case flowNetToExec
    case flowNetToProc
    case flowNetToWrite
    case flowNetToLoad
    case flowNetToSend
    case flowDecToExec
    case flowDecToProc
    case flowDecToWrite
    case flowDecToLoad
    case flowDecToAddress
    case flowSecToSend
    case flowSecToWrite
    case flowEnvToSend
    case flowEnvToProc
    case flowEnvToAddress
    case flowSysToSend
    case flowSysToProc
    case flowFileToSend
    case flowFileToExec
    case flowFileToProc
    case flowOutToSend
    case flowOutToExec
    case flowUiToSend
    case flowParamToExec
    case flowParamToProc
    case flowParamToSend
    case flowParamToWrite
    case flowDropToProc
    case flowDropToLoad
    case flowCodeToProc

    // MARK: Network
    case netHttpGet
    case netHttpPost
    case netHttpAny
    case netHttpSession
    case netHttpServe
    case netDownload
    case netWebhook
    case netDns
    case netSocket
    case netConnect
    case netSend
    case netReceive
    case netListen
    case netWebsocket
    case netMail
    case netFtp
    case netSsh
    case netOpenBrowser

    // MARK: Processes
    case procSpawn
    case procShell
    case procCapture
    case procReplace
    case procStartFile
    case procFork
    case procScript
    case procPty
    case procKill
    case procList
    case procInstallPackage
    case procThread
    case procSleep
    case procRepeat
    case procExit

    // MARK: Code
    case codeExec
    case codeEval
    case codeCompile
    case codeFunction
    case codeTimerString
    case codeImportDynamic
    case codeImportComputed
    case codeLateAttribute
    case codeGlobals
    case codeBuiltins
    case codeVm
    case codeLoadFile
    case codeMakeModule
    case codeFrame
    case codeSetAttribute
    case codeWasm

    // MARK: Decoding, encoding, ciphers
    case decBase64
    case decBaseOther
    case decHex
    case decCompressed
    case decMarshal
    case decPickle
    case decCodec
    case decCharCode
    case decJson
    case decUrl
    case decXor
    case decReverse
    case decBytes
    case encBase64
    case encHex
    case encCompressed
    case encJson
    case encUrl
    case cryptDecrypt
    case cryptEncrypt
    case cryptCipher
    case cryptDpapi
    case cryptHash
    case cryptRandom

    // MARK: Files
    case fsOpen
    case fsRead
    case fsReadBinary
    case fsWrite
    case fsWriteBinary
    case fsWriteCode
    case fsWriteProgram
    case fsAppend
    case fsCopy
    case fsMove
    case fsDelete
    case fsDeleteTree
    case fsList
    case fsWalk
    case fsPermission
    case fsTemporary
    case fsHome
    case fsMakeFolder
    case fsPack
    case fsUnpack
    case fsDatabase
    case fsOwnFile

    // MARK: Environment and host
    case envGet
    case envAll
    case envSet
    case envSecret
    case envCi
    case sysUser
    case sysHost
    case sysPlatform
    case sysHardware
    case sysNetwork
    case sysFolder
    case sysModulePath
    case sysExecutable
    case sysVersion
    case sysArguments

    // MARK: Credentials and private data, by path or name
    case credBrowser
    case credDiscord
    case credWallet
    case credSsh
    case credCloud
    case credPackageToken
    case credGit
    case credGame
    case credChat
    case credSystem
    case credKeychain
    case credContainer
    case credEnvFile
    case credPrivateKey
    case credHistory
    case credTokenPattern
    case credWord

    // MARK: Places
    case pathStartup
    case pathRegistryRun
    case pathShellProfile
    case pathService
    case pathAppData
    case pathTemporary
    case pathSystem
    case pathProcess
    case pathWorkflow
    case pathEditor

    // MARK: Words of commands in text
    case cmdDownload
    case cmdPowershell
    case cmdEncoded
    case cmdHidden
    case cmdShell
    case cmdInterpreter
    case cmdInlineCode
    case cmdInstall
    case cmdRecon
    case cmdPersist
    case cmdPermission
    case cmdRemoteShell
    case cmdMiner
    case cmdDelete
    case cmdKill
    case cmdVersionControl
    case cmdBuild
    case cmdPublish
    case cmdPrivilege
    case cmdDefense
    case cmdSecretScan
    case cmdContainer

    // MARK: Shell text of install hooks
    case shellCommand
    case shellScript
    case shellInlineCode
    case shellDownload
    case shellSend
    case shellPipeToShell
    case shellSubstitution
    case shellBackground
    case shellRedirect
    case shellTool
    case shellMessage

    // MARK: Addresses
    case urlOrdinary
    case urlTemplated
    case urlDeveloper
    case urlLocal
    case urlRawIp
    case urlOddPort
    case urlWebhook
    case urlTelegram
    case urlDiscord
    case urlTunnel
    case urlOutOfBand
    case urlPaste
    case urlFileHost
    case urlRawGit
    case urlShortener
    case urlIpCheck
    case urlMetadataAddress
    case urlPlatformHost
    case urlChainNode
    case urlHiddenService
    case urlOddTld
    case urlPayload

    // MARK: Literals and obfuscation
    case litBase64
    case litHex
    case litEntropy
    case litBinary
    case litLong
    case litHuge
    case litIntList
    case litCode
    case litUserAgent
    case litSandboxWords
    case litIp
    case litWalletAddress
    case obfLongLine
    case obfPadding
    case obfNames
    case obfEscapes
    case obfStringArray
    case obfFlattened
    case obfSymbols
    case obfInvisible
    case obfBuiltString
    case obfReaderTrap

    // MARK: Arguments
    case argShell
    case argHiddenWindow
    case argDetached
    case argSilent
    case argConstantCode
    case argConstantCommand
    case argDynamic
    case argHiddenString
    case argHiddenAddress
    case argNoVerify
    case argInterpreter

    // MARK: User, Windows, native code
    case uiClipboard
    case uiKeyLog
    case uiScreenshot
    case uiCamera
    case uiMessage
    case uiInput
    case winRegistryRead
    case winRegistryWrite
    case winHideWindow
    case winInstrumentation
    case winAutomation
    case winElevate
    case natLoad
    case natCall
    case natMemory
    case natInject
    case natAntiDebug

    // MARK: Wallets, browser pages, cloud
    case walletClient
    case walletKey
    case walletSend
    case walletPage
    case browserCookies
    case browserStorage
    case browserPage
    case browserScript
    case browserAutomation
    case cloudAws
    case cloudGoogle
    case cloudAzure
    case cloudCluster
    case cloudSecrets
    case cloudSourceHost

    // MARK: Members of an unknown receiver
    case memberGet
    case memberPost
    case memberRequest
    case memberSend
    case memberConnect
    case memberRead
    case memberWrite
    case memberExecute
    case memberRun
    case memberSpawn
    case memberDecode
    case memberDecrypt
    case memberUpload
    case memberDownload

    // MARK: Imports of a family
    case impHttp
    case impNetwork
    case impMail
    case impChat
    case impProcess
    case impCode
    case impEncoding
    case impCrypto
    case impCompression
    case impFiles
    case impDatabase
    case impSystem
    case impNative
    case impWindows
    case impInput
    case impBrowserData
    case impAutomation
    case impCloud
    case impWallet
    case impProtector
    case impWebServer

    // MARK: Appended since, whatever their family
    case cmdSystemLoader
    case pathLoginKeys
}
