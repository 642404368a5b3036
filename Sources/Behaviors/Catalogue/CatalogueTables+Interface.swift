extension CatalogueTables {
    /// Clipboard, keys, screen, camera, Windows, native code, browser automation.
    static let pythonInterface = """
        pyperclip.{paste,copy,waitForNewPaste,waitForPaste} win32clipboard.{GetClipboardData,SetClipboardData,OpenClipboard} = ui.clipboard +ui
        clipboard.{paste,copy} tkinter.Tk.clipboard_get = ui.clipboard +ui
        pynput.keyboard.{Listener,GlobalHotKeys} keyboard.{on_press,on_release,hook,read_event,record,read_key} pyxhook.HookManager = ui.key-log +ui
        pyHook.HookManager win32api.GetAsyncKeyState = ui.key-log +ui
        pynput.mouse.Listener = ui.key-log +ui
        pyautogui.screenshot PIL.ImageGrab.grab ImageGrab.grab pyscreenshot.grab mss.mss mss.mss.shot = ui.screenshot +ui
        cv2.VideoCapture pyaudio.PyAudio sounddevice.rec = ui.camera +ui
        ctypes.windll.user32.{MessageBoxW,MessageBoxA} tkinter.messagebox.{showinfo,showerror,showwarning} win32api.MessageBox = ui.message
        pyautogui.{click,moveTo,press,typewrite,write,hotkey} pynput.keyboard.Controller = ui.input
        {winreg,_winreg}.{OpenKey,OpenKeyEx,QueryValueEx,EnumKey,EnumValue,ConnectRegistry,QueryInfoKey} = win.registry-read +sys >registry#
        {winreg,_winreg}.{SetValueEx,CreateKey,CreateKeyEx,SetValue,DeleteValue,DeleteKey} = win.registry-write
        win32gui.{ShowWindow,GetForegroundWindow} win32console.GetConsoleWindow ctypes.windll.user32.ShowWindow = win.hide-window
        ctypes.windll.kernel32.GetConsoleWindow ctypes.windll.kernel32.FreeConsole = win.hide-window
        win32com.client.{Dispatch,DispatchEx,GetObject} comtypes.client.CreateObject = win.automation
        ctypes.windll.shell32.ShellExecuteW win32com.shell.shell.ShellExecuteEx win32api.ShellExecute = win.elevate @proc
        ctypes.{CDLL,WinDLL,OleDLL,PyDLL} ctypes.cdll.LoadLibrary ctypes.windll.LoadLibrary cffi.FFI.dlopen = nat.load @load >library#
        ctypes.windll.kernel32.LoadLibraryW = nat.load @load
        ctypes.windll.kernel32.{VirtualAlloc,VirtualAllocEx,VirtualProtect,RtlMoveMemory,HeapCreate} = nat.memory
        ctypes.windll.kernel32.{CreateRemoteThread,WriteProcessMemory,OpenProcess,QueueUserAPC,NtUnmapViewOfSection} = nat.inject
        ctypes.windll.kernel32.{CreateThread,WaitForSingleObject} = nat.call
        ctypes.windll.kernel32.{IsDebuggerPresent,CheckRemoteDebuggerPresent} sys.gettrace = nat.anti-debug
        ctypes.windll.kernel32.{CreateMutexA,CreateMutexW,GetLastError} = nat.call
        ctypes.windll.crypt32.CryptUnprotectData = crypt.dpapi +sec
        ctypes.{memmove,cast,CFUNCTYPE,WINFUNCTYPE,create_string_buffer} = nat.call
        ctypes.pythonapi.PyEval_EvalCode = code.exec
        mmap.mmap = nat.memory
        inject.inject pymem.Pymem = nat.inject
        selenium.webdriver.{Chrome,Firefox,Edge} undetected_chromedriver.Chrome = browser.automation >driver#
        playwright.sync_api.sync_playwright playwright.async_api.async_playwright pyppeteer.launch = browser.automation
        driver#.get = net.http.get +net
        driver#.get_cookies = browser.cookies +sec
        *.{VirtualAlloc,VirtualProtect,RtlMoveMemory,VirtualAllocEx} = nat.memory
        *.{CreateRemoteThread,WriteProcessMemory} = nat.inject
        *.{IsDebuggerPresent,CheckRemoteDebuggerPresent} = nat.anti-debug
        *.{ShellExecuteW,ShellExecuteA} = win.elevate @proc
        *.GetAsyncKeyState = ui.key-log +ui
        *.ShowWindow = win.hide-window
        *.{SetValueEx} = win.registry-write
        *.get_cookies = browser.cookies +sec
        """

    /// The same for Node and web pages.
    static let javaScriptInterface = """
        clipboardy.{read,readSync,write,writeSync,default.read} copy-paste.paste navigator.clipboard.{readText,writeText} electron.clipboard.readText = ui.clipboard +ui
        iohook.on node-global-key-listener.GlobalKeyboardListener uiohook-napi.uIOhook.on gkm.events.on = ui.key-log +ui
        screenshot-desktop desktop-screenshot electron.desktopCapturer.getSources = ui.screenshot +ui
        navigator.mediaDevices.{getUserMedia,getDisplayMedia} node-webcam.capture = ui.camera +ui
        alert = ui.message
        robotjs.{typeString,keyTap,moveMouse} = ui.input
        winreg = win.registry-read >registry#
        registry#.set = win.registry-write
        regedit.putValue windows-registry.setValue = win.registry-write
        node-hide-console-window.hideConsole = win.hide-window
        ffi-napi.Library ffi.Library koffi.load node-ffi.Library edge-js.func = nat.load @load
        bindings node-gyp-build prebuild-install = nat.load
        Deno.dlopen Bun.dlopen = nat.load @load
        puppeteer.launch puppeteer-core.launch playwright.chromium.launch puppeteer.default.launch puppeteer-extra.launch = browser.automation
        selenium-webdriver.Builder = browser.automation
        document.{createElement} = *identity
        document.{getElementById,querySelector,querySelectorAll,getElementsByTagName} =
        document.body.appendChild document.head.appendChild = browser.script
        document.{addEventListener} globalThis.addEventListener addEventListener = *on
        *.{appendChild,insertAdjacentHTML} = browser.page
        """
}
