extension CatalogueTables {
    /// Environment, user, machine, interpreter.
    static let pythonHost = """
        get os.environ os.environb = env.all +env
        os.{getenv} os.environ.{get,pop,setdefault} = *env-get +env
        os.environ.{copy,items,keys,values} = env.all +env
        os.{putenv} os.environ.update = env.set
        dotenv.{load_dotenv,dotenv_values} decouple.config = env.get +env
        getpass.getuser os.getlogin os.getuid pwd.getpwuid pwd.getpwnam os.{geteuid} win32api.GetUserName = sys.user +sys
        pwd.getpwall = sys.user +sys
        socket.{gethostname,getfqdn} platform.node = sys.host +sys
        os.uname = sys.host sys.platform +sys
        platform.{system,platform,version,release,machine,uname,win32_ver,mac_ver,architecture,libc_ver,dist,linux_distribution} = sys.platform
        distro.{name,id,linux_distribution} = sys.platform
        get sys.platform os.name = sys.platform
        sys.getwindowsversion = sys.platform
        platform.processor uuid.getnode psutil.{virtual_memory,cpu_count,disk_usage,cpu_percent,disk_partitions,boot_time,cpu_freq} = sys.hardware +sys
        GPUtil.getGPUs cpuinfo.get_cpu_info = sys.hardware +sys
        os.cpu_count multiprocessing.cpu_count = sys.hardware
        get_mac.get_mac_address getmac.get_mac_address = sys.hardware +sys
        psutil.{users} = sys.user +sys
        psutil.net_if_addrs netifaces.{interfaces,ifaddresses} psutil.net_connections = sys.network +sys
        socket#.getsockname = sys.network +sys
        os.{getcwd,getcwdb} = sys.folder
        sys.path.{insert,append,extend} site.addsitedir = sys.module-path
        get sys.executable = sys.executable
        get sys.{version,version_info,hexversion} = sys.version
        platform.{python_version,python_implementation,python_version_tuple} = sys.version
        get sys.argv = sys.arguments
        get __file__ = fs.own-file
        ctypes.windll.shell32.IsUserAnAdmin = win.elevate
        site.{getsitepackages,getusersitepackages} sysconfig.get_path sysconfig.get_paths = sys.module-path
        keyring.get_password = cred.keychain +sec
        browser_cookie3.{chrome,firefox,edge,load,brave,opera} browsercookie.{chrome,firefox} rookiepy.{chrome,load} = browser.cookies +sec
        getpass.getpass = cred.word +ui
        input raw_input = +ui
        requests.utils.get_netrc_auth netrc.netrc = cred.git +sec
        wmi.WMI = win.instrumentation +sys
        """

    /// The same for Node and web pages.
    static let javaScriptHost = """
        get process.env Bun.env = env.all +env
        Deno.env.{get,toObject} = env.get +env
        dotenv.config = env.get
        os.userInfo = sys.user +sys
        username username.sync = sys.user +sys
        os.hostname = sys.host +sys
        os.{platform,type,release,arch,version,machine} = sys.platform
        get process.{platform,arch} os.EOL = sys.platform
        os.{cpus,totalmem,freemem,uptime,loadavg} = sys.hardware
        node-machine-id.{machineId,machineIdSync} = sys.hardware +sys
        systeminformation.{system,cpu,osInfo,uuid,graphics,diskLayout,users,getAllData,getStaticData,mem} = sys.hardware +sys
        os.networkInterfaces public-ip public-ip.{v4,publicIp,publicIpv4} ip.address internal-ip macaddress.one = sys.network +sys
        process.{cwd} = sys.folder
        process.chdir = sys.folder
        get process.{execPath,execArgv} = sys.executable
        get process.{version,versions} = sys.version
        get process.{argv,argv0} = sys.arguments
        get {__dirname} = fs.own-file
        get import.meta.{url,dirname,filename} = fs.own-file
        process.{memoryUsage,uptime,hrtime} = sys.hardware
        process.{getuid,geteuid} = sys.user
        keytar.{getPassword,findCredentials} = cred.keychain +sec
        get document.cookie = browser.cookies +sec
        document.cookie.split = browser.cookies +sec
        chrome.cookies.{getAll,get} = browser.cookies +sec
        localStorage.{getItem,key} sessionStorage.getItem = browser.storage +sec
        get localStorage = browser.storage +sec
        get navigator.{userAgent,platform,language} = sys.platform
        get {location,document.location}.{href,host,hostname} = sys.host +sys
        prompt readline-sync.question inquirer.prompt = +ui
        inquirer.default.prompt => inquirer.prompt
        """
}
