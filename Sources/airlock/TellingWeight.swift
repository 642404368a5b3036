import Behaviors

/// How much a behavior tells a person about what a package is up to: 6 for a whole chain from source to sink, 0 for what
/// is never shown by itself.
///
/// Only the choice of what is shown depends on it, never a verdict. Behaviors that are not listed have the weight of their
/// family.
func tellingWeight(of behavior: Behavior) -> Int {
    if let weight = weights[behavior] { return weight }
    let family = String(behavior.name.prefix { $0 != "." })
    return familyWeights[family] ?? 0
}

private let familyWeights: [String: Int] = [
    "flow": 5, "cred": 4, "ui": 4, "wallet": 4, "cmd": 2, "shell": 2, "code": 2, "net": 3, "proc": 3, "env": 1,
    "dec": 2,
    "crypt": 2, "fs": 1, "sys": 1, "path": 4, "hook": 1, "obf": 1, "win": 3, "nat": 3, "browser": 2, "layer": 0,
]

private let weights: [Behavior: Int] = {
    let byWeight: [(Int, [Behavior])] = [
        (
            6,
            [
                .flowSecToSend, .flowEnvToSend, .flowOutToSend, .flowUiToSend, .flowNetToExec, .flowNetToProc,
                .flowNetToLoad, .flowDecToExec, .flowDecToProc, .flowDecToLoad, .flowDropToProc, .flowDropToLoad,
            ]
        ),
        (5, [.shellPipeToShell, .cmdRemoteShell, .cmdMiner]),
        (
            4,
            [
                .codeExec, .codeEval, .codeFunction, .codeTimerString, .codeVm, .netWebhook, .envSecret, .shellDownload,
                .shellSend, .cmdDownload, .cmdPowershell, .cmdEncoded, .cmdHidden, .cmdPersist, .cmdDefense,
                .cmdSecretScan, .cmdPrivilege, .natInject, .winElevate,
            ]
        ),
        (
            3,
            [
                .envAll, .cmdRecon, .cmdInlineCode, .shellInlineCode, .shellBackground, .codeMakeModule,
                .codeImportComputed, .fsDeleteTree, .fsWriteProgram, .fsWriteCode, .layerBegin, .hookImport,
                .argHiddenWindow, .argHiddenAddress, .urlRawIp, .urlWebhook, .urlTelegram, .urlDiscord, .urlTunnel,
                .urlOutOfBand, .urlPaste, .urlFileHost, .urlHiddenService, .urlOddTld, .urlPayload, .urlIpCheck,
                .urlMetadataAddress, .browserCookies, .browserStorage, .cloudSecrets, .litWalletAddress,
            ]
        ),
        (
            2,
            [
                .flowParamToExec, .flowParamToProc, .flowParamToSend, .flowParamToWrite, .flowNetToSend, .flowEnvToProc,
                .flowSysToProc, .flowFileToProc, .sysUser, .sysHost, .argDetached, .argHiddenString, .natLoad,
                .hookPatch, .litSandboxWords, .envCi,
            ]
        ),
        (1, [.credWord, .pathTemporary, .pathSystem, .codeLateAttribute, .codeGlobals, .codeSetAttribute, .urlRawGit]),
        (0, [.procExit, .procSleep, .procThread, .netHttpSession, .shellMessage, .shellTool, .decJson, .encJson]),
    ]
    return byWeight.reduce(into: [:]) { table, entry in
        for behavior in entry.1 { table[behavior] = entry.0 }
    }
}()
