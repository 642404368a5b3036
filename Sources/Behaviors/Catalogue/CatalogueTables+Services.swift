extension CatalogueTables {
    /// Blockchains and cloud services.
    static let pythonServices = """
        web3.Web3 web3.AsyncWeb3 web3.Web3.HTTPProvider solana.rpc.api.Client tronpy.Tron = wallet.client >chain#
        chain#.eth.{send_raw_transaction,send_transaction} chain#.send_transaction = wallet.send
        chain#.eth.account.{from_key,create} = wallet.key
        eth_account.Account.{from_key,from_mnemonic,create,sign_transaction} = wallet.key +sec
        solders.keypair.Keypair.from_bytes = wallet.key +sec
        bip_utils.Bip39SeedGenerator mnemonic.Mnemonic hdwallet.HDWallet solders.keypair.Keypair = wallet.key +sec
        boto3.{client,resource,Session} botocore.session.get_session = cloud.aws >aws#
        boto3.Session.get_credentials botocore.session.Session.get_credentials = cloud.secrets +sec
        aws#.{get_secret_value,get_parameter,get_parameters_by_path,list_secrets} = cloud.secrets +sec
        aws#.{upload_file,put_object} = member.upload @send
        google.cloud.storage.Client google.auth.default googleapiclient.discovery.build = cloud.google
        google.cloud.secretmanager.SecretManagerServiceClient = cloud.secrets +sec
        azure.identity.DefaultAzureCredential azure.storage.blob.BlobServiceClient = cloud.azure
        azure.keyvault.secrets.SecretClient hvac.Client = cloud.secrets +sec
        docker.from_env docker.DockerClient kubernetes.config.load_kube_config = cloud.cluster
        kubernetes.client.CoreV1Api = cloud.cluster
        github.Github gitlab.Gitlab = cloud.source-host >sourcehost#
        sourcehost#.{get_user,get_repo} = cloud.source-host +net
        dropbox.Dropbox mega.Mega = cloud.google >files#
        files#.{files_upload,upload} = member.upload @send
        *.get_secret_value = cloud.secrets +sec
        *.{send_raw_transaction,send_transaction} = wallet.send
        *.{from_mnemonic} = wallet.key +sec
        """

    /// The same for Node and web pages.
    static let javaScriptServices = """
        web3 web3.Web3 ethers.{JsonRpcProvider,providers.JsonRpcProvider,providers.Web3Provider} = wallet.client >chain#
        ethers.{BrowserProvider,Contract} = wallet.client >chain#
        ethers.ethers => ethers
        ethers.{Wallet,Wallet.fromMnemonic,Wallet.fromPhrase,HDNodeWallet.fromPhrase} = wallet.key +sec
        bip39.{mnemonicToSeed,mnemonicToSeedSync,generateMnemonic} = wallet.key +sec
        @solana.web3.js.Keypair.{fromSecretKey,fromSeed,generate} = wallet.key +sec
        @solana.web3.js.{Connection} = wallet.client >chain#
        @solana.web3.js.{sendAndConfirmTransaction} @solana.web3.js.SystemProgram.transfer = wallet.send
        chain#.{sendTransaction,sendRawTransaction,sendSignedTransaction} = wallet.send
        get ethereum ethereum.selectedAddress = wallet.page
        ethereum.request = wallet.page
        ethereum.on = wallet.page *on
        tronWeb.trx.sign = wallet.page
        aws-sdk.{S3,SecretsManager,EC2,STS,Lambda,DynamoDB} @aws-sdk.client-s3.S3Client = cloud.aws >aws#
        @aws-sdk.client-sts.STSClient = cloud.aws >aws#
        @aws-sdk.client-secrets-manager.{SecretsManagerClient,GetSecretValueCommand} = cloud.secrets +sec
        @aws-sdk.client-secrets-manager.{ListSecretsCommand} = cloud.secrets +sec
        @aws-sdk.credential-providers.fromNodeProviderChain = cloud.secrets +sec
        aws#.{getSecretValue,listSecrets} = cloud.secrets +sec
        aws#.{putObject,upload} = member.upload @send
        @google-cloud.secret-manager.SecretManagerServiceClient = cloud.secrets +sec
        @google-cloud.secret-manager.v1.SecretManagerServiceClient = cloud.secrets +sec
        @google-cloud.storage.Storage googleapis.google.drive google-auth-library.GoogleAuth = cloud.google
        @azure.identity.DefaultAzureCredential @azure.storage-blob.BlobServiceClient = cloud.azure
        @azure.keyvault-secrets.SecretClient = cloud.secrets +sec
        dockerode @kubernetes.client-node.KubeConfig = cloud.cluster
        @octokit.rest.Octokit @octokit.core.Octokit octokit.Octokit @octokit.rest = cloud.source-host >sourcehost#
        @actions.github.getOctokit = cloud.source-host >sourcehost#
        sourcehost#.request = cloud.source-host @send +net
        *.{createOrUpdateFileContents,createForAuthenticatedUser} = cloud.source-host @send
        *.{getSecretValue,accessSecretVersion} = cloud.secrets +sec
        *.{sendTransaction,sendRawTransaction,sendSignedTransaction} = wallet.send
        """
}
