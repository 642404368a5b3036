extension CatalogueTables {
    /// What importing a module shows by itself.
    static let pythonImports = """
        import requests httpx aiohttp urllib3 urllib2 http httplib httplib2 pycurl cloudscraper tls_client = imp.http
        import curl_cffi wget treq = imp.http
        import urllib.request six.moves.urllib grequests requests_html requests_toolbelt gdown = imp.http
        import socket ssl asyncore websocket websockets socketio dns scapy telnetlib paramiko asyncssh = imp.network
        import fabric socketserver pyngrok stem socks nmap = imp.network
        import smtplib imaplib poplib email ftplib yagmail = imp.mail
        import discord discord_webhook dhooks telebot telegram telethon pyrogram aiogram slack_sdk slack_bolt = imp.chat
        import subprocess pty pexpect commands popen2 sh plumbum psutil multiprocessing = imp.process
        import importlib imp runpy code codeop types inspect ast marshal dis zipimport builtins __builtin__ = imp.code
        import gc = imp.code
        import base64 binascii codecs quopri uu base58 pybase64 = imp.encoding
        import hashlib hmac secrets cryptography Crypto Cryptodome pyaes nacl rsa win32crypt pyAesCrypt = imp.crypto
        import zlib gzip bz2 lzma zipfile tarfile py7zr brotli = imp.compression
        import shutil pathlib glob tempfile io fileinput = imp.files
        import sqlite3 apsw pymongo psycopg2 mysql redis leveldb plyvel = imp.database
        import os sys platform getpass pwd uuid distro cpuinfo GPUtil netifaces getmac site = imp.system
        import ctypes cffi mmap pymem pefile keystone = imp.native
        import winreg _winreg wmi win32api win32com win32con win32gui win32process win32file pywin32 = imp.windows
        import pythoncom comtypes = imp.windows
        import pyperclip pynput keyboard pyautogui mss pyscreenshot cv2 pyaudio sounddevice win32clipboard = imp.input
        import pyxhook pyHook = imp.input
        import PIL.ImageGrab = imp.input
        import browser_cookie3 browsercookie rookiepy browserhistory keyring pycookiecheat = imp.browser-data
        import selenium undetected_chromedriver playwright pyppeteer = imp.automation
        import boto3 botocore google.cloud googleapiclient azure kubernetes docker github gitlab dropbox = imp.cloud
        import hvac = imp.cloud
        import web3 eth_account solana solders tronpy bitcoin bitcoinlib bip_utils mnemonic hdwallet = imp.wallet
        import eth_keys bit base58check = imp.wallet
        import pyarmor_runtime pytransform pyarmor_runtime_000000 sourcedefender pyconcrete = imp.protector
        import flask fastapi django tornado bottle sanic uvicorn aiohttp.web starlette = imp.web-server
        """

    /// The same for Node.
    static let javaScriptImports = """
        import http https http2 axios got request needle superagent node-fetch cross-fetch isomorphic-fetch = imp.http
        import undici ky phin bent follow-redirects = imp.http
        import request-promise request-promise-native node-fetch-native download wretch form-data = imp.http
        import net tls dgram dns ws websocket socket.io-client ssh2 node-ssh socks-proxy-agent = imp.network
        import https-proxy-agent ngrok localtunnel = imp.network
        import nodemailer basic-ftp ftp imap ssh2-sftp-client = imp.mail
        import discord.js discord-webhook-node node-telegram-bot-api telegraf @slack = imp.chat
        import child_process cross-spawn execa shelljs zx node-pty sudo-prompt ps-list node-powershell = imp.process
        import cluster worker_threads = imp.process
        import vm vm2 module isolated-vm require-from-string inspector bytenode v8 repl = imp.code
        import buffer querystring js-base64 base-64 base64-js iconv-lite string_decoder punycode = imp.encoding
        import crypto crypto-js node-forge tweetnacl bcrypt sodium-native @noble.ciphers = imp.crypto
        import zlib pako adm-zip archiver tar unzipper extract-zip jszip decompress lz-string = imp.compression
        import fs fs-extra graceful-fs path glob rimraf mkdirp temp tmp del globby fast-glob = imp.files
        import sqlite3 better-sqlite3 level classic-level mongodb mysql mysql2 pg redis = imp.database
        import os process systeminformation node-machine-id username macaddress public-ip ip = imp.system
        import ffi-napi ref-napi ffi koffi bindings node-gyp-build edge-js = imp.native
        import winreg regedit windows-registry win-dpapi @primno.dpapi = imp.windows
        import clipboardy copy-paste iohook robotjs screenshot-desktop node-global-key-listener uiohook-napi = imp.input
        import chrome-cookies-secure keytar = imp.browser-data
        import puppeteer puppeteer-core puppeteer-extra playwright selenium-webdriver = imp.automation
        import aws-sdk @aws-sdk @google-cloud @azure dockerode @kubernetes googleapis @octokit octokit = imp.cloud
        import web3 ethers @solana bip39 bitcoinjs-lib tronweb ethereumjs-wallet ethereumjs-util bs58 hdkey = imp.wallet
        import javascript-obfuscator bytenode jscrambler = imp.protector
        import express fastify koa @hapi next socket.io = imp.web-server
        """
}
