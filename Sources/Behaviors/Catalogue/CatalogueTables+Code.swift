extension CatalogueTables {
    /// Text that becomes code, names that become members, loaded files.
    static let pythonCode = """
        __builtins__ => builtins
        __builtin__ => builtins
        future.builtins => builtins
        six.moves.builtins => builtins
        exec = code.exec @exec *run-code
        eval = code.eval @exec *run-code
        compile = code.compile *compile-code
        builtins.exec = code.exec code.builtins @exec *run-code
        builtins.eval = code.eval code.builtins @exec *run-code
        builtins.compile = code.compile code.builtins *compile-code
        builtins.__import__ => __import__
        builtins.open => open
        builtins.getattr => getattr
        builtins.globals => globals
        builtins.chr => chr
        six.exec_ = code.exec @exec *run-code
        __import__ = *import
        importlib.{import_module,__import__,reload} imp.load_module = *import
        importlib.util.{spec_from_file_location} = code.load-file @load >loader#
        importlib.util.{module_from_spec,spec_from_loader} = code.load-file >loader#
        importlib.machinery.{SourceFileLoader,ExtensionFileLoader} = code.load-file @load >loader#
        imp.{load_source,load_dynamic,load_compiled} = code.load-file @load >loader#
        loader#.{load_module,exec_module} = code.load-file
        loader#.loader.exec_module = code.load-file
        zipimport.zipimporter = code.load-file @load >loader#
        pkgutil.{get_loader,find_loader} =
        getattr = *getattr
        operator.attrgetter = code.late-attribute *attrgetter
        operator.methodcaller = code.late-attribute *methodcaller
        sys.modules =
        super = *super
        setattr = *setattr
        globals locals = *globals
        vars = *vars
        functools.reduce reduce = *reduce
        types.{FunctionType,CodeType,LambdaType} new.function = code.function @exec
        types.ModuleType imp.new_module = code.make-module
        code.{InteractiveInterpreter,InteractiveConsole,interact} codeop.compile_command = code.exec
        inspect.{getsource,currentframe,stack,getframeinfo} sys._getframe = code.frame
        sys.{settrace,setprofile} = nat.anti-debug
        sys.meta_path.{insert,append} sys.path_hooks.{insert,append} = hook.import
        atexit.register = hook.exit *exit-hook
        ast.literal_eval =
        gc.get_objects gc.get_referrers = code.frame
        sys.addaudithook = hook.patch
        pyarmor_runtime.__pyarmor__ pytransform.pyarmor_runtime __pyarmor__ = code.exec dec.marshal
        pyarmor_runtime_000000.__pyarmor__ = code.exec dec.marshal
        setup setuptools.setup distutils.core.setup numpy.distutils.core.setup skbuild.setup = *setup
        command
        command setuptools.command.{install.install,develop.develop,build_py.build_py,egg_info.egg_info,build_ext.build_ext,sdist.sdist}
        command
        command setuptools.command.{build.build,bdist_egg.bdist_egg,install_lib.install_lib,install_scripts.install_scripts}
        command
        command setuptools.command.{easy_install.easy_install,build_clib.build_clib,editable_wheel.editable_wheel,bdist_wheel.bdist_wheel}
        command
        command distutils.command.{install.install,build.build,build_py.build_py,build_ext.build_ext,install_data.install_data}
        command
        command distutils.command.{install_lib.install_lib,sdist.sdist,bdist.bdist,build_scripts.build_scripts,build_clib.build_clib}
        command wheel.bdist_wheel.bdist_wheel setuptools.{Command} distutils.core.Command distutils.cmd.Command
        staticmethod classmethod property functools.wraps functools.lru_cache contextlib.contextmanager = *identity
        functools.partial = *partial
        map = *map
        range xrange = *range
        enumerate = *enumerate
        zip = *zip
        list tuple itertools.cycle = *list
        len = *length
        str.maketrans bytes.maketrans string.maketrans = *translation
        reversed = *reversed
        *.{exec_module,load_module} = code.load-file
        *.{runcode,runsource,run_code} = code.exec @exec
        """

    /// The same for Node and web pages.
    static let javaScriptCode = """
        require = *require
        module.require => require
        process.mainModule.require => require
        process.getBuiltinModule => require
        module.createRequire = >require
        eval = code.eval @exec *run-code
        Function = code.function @exec *make-function
        GeneratorFunction AsyncFunction = code.function @exec *make-function
        execScript = code.eval @exec *run-code
        vm.{runInThisContext,runInNewContext,runInContext} = code.vm @exec *run-code
        vm.{Script,SourceTextModule,compileFunction} = code.vm @exec >script# *run-code
        script#.{runInThisContext,runInNewContext,runInContext} = code.vm
        vm.createContext =
        vm2.{VM,NodeVM} isolated-vm.Isolate = code.vm >script#
        script#.run = code.vm @exec
        module._load Module._load = code.load-file *require
        {module,process.mainModule}.constructor => module
        process.mainModule.require => require
        module.{_extensions,_resolveFilename} = hook.import
        module._compile module.prototype._compile = code.make-module @exec *run-code
        require-from-string eval-string node-eval = code.make-module @exec
        require.resolve =
        require.main => module
        requireFromString = code.make-module @exec
        import-fresh = code.load-file @load
        WebAssembly.{instantiate,compile,Module,instantiateStreaming,Instance} = code.wasm
        Reflect.get = *getattr
        Reflect.{apply,construct} = code.late-attribute *reflect-apply
        Proxy = *identity
        tslib.{__importStar,__importDefault} = *identity
        @babel.runtime.helpers.{interopRequireDefault,interopRequireWildcard} = *identity
        @swc.helpers._.{_interop_require_default._,_interop_require_wildcard._} = *identity
        Reflect.set =
        Object.defineProperty = *define-property
        Object.assign = *assign
        inspector.open inspector.Session = nat.anti-debug
        v8.setFlagsFromString v8.deserialize = code.compile
        document.write document.writeln = browser.page @exec
        bytenode.{runBytecode,runBytecodeFile} = code.load-file @load
        importScripts = code.load-file @load
        global => globalThis
        window => globalThis
        self => globalThis
        globalThis.eval => eval
        globalThis.Function => Function
        globalThis.require => require
        globalThis.process => process
        globalThis.fetch => fetch
        globalThis.atob => atob
        globalThis.setTimeout => setTimeout
        globalThis.setInterval => setInterval
        globalThis.Buffer => Buffer
        globalThis.String => String
        globalThis.ethereum => ethereum
        globalThis.document => document
        globalThis.navigator => navigator
        globalThis.localStorage => localStorage
        globalThis.XMLHttpRequest => XMLHttpRequest
        globalThis.WebSocket => WebSocket
        globalThis.parent => globalThis
        globalThis.top => globalThis
        *.{runInThisContext,runInNewContext} = code.vm @exec
        *._compile = code.make-module @exec *run-code
        *.insertScript = browser.script @exec
        """
}
