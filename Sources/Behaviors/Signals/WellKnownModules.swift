/// Import names that everybody knows, with the projects on PyPI that may install them.
///
/// A closed list of the most downloaded names: project and import name are the same where a line has no colon. Shared
/// namespaces (`google`, `azure`, `zope`, `ruamel`, `backports`) and words that many projects use are left out. The first
/// project is the module's home; others are its known forks, builds and predecessors.
enum WellKnownModules {
    static let owners: [String: [String]] = {
        var owners: [String: [String]] = [:]
        for entry in sameName.split(whereSeparator: \.isWhitespace) {
            owners[String(entry)] = [String(entry.map { $0 == "_" || $0 == "." ? "-" : $0 }).lowercased()]
        }
        for line in otherNames.split(separator: "\n") {
            let words = line.split { $0 == " " || $0 == ":" }.map(String.init)
            if let module = words.first { owners[module] = Array(words.dropFirst()) }
        }
        return owners
    }()

    private static let sameName = """
        requests urllib3 numpy boto3 botocore s3transfer certifi idna charset_normalizer six cryptography cffi pydantic
        pydantic_core jinja2 markupsafe flask django fastapi starlette uvicorn gunicorn aiohttp httpx httpcore h11 anyio
        sniffio scipy matplotlib torchvision paramiko psutil colorama rich tqdm pluggy redis sqlalchemy simplejson
        ujson orjson lxml websockets typing_extensions importlib_metadata zipp pytz tzdata tzlocal requests_toolbelt
        requests_oauthlib oauthlib jsonschema pyasn1 rsa jmespath awscli werkzeug itsdangerous celery kombu scrapy mypy
        isort pylint flake8 transformers huggingface_hub tokenizers langchain openai anthropic networkx sympy nltk spacy
        plotly bokeh seaborn streamlit pyarrow pymysql asyncpg aiofiles loguru tomli tomlkit virtualenv platformdirs
        filelock distlib pyparsing pycparser pyperclip pyfiglet prettytable tabulate wcwidth pygments docutils greenlet
        gevent eventlet tornado chardet pyotp eth_account web3 telethon pyrogram stripe twilio pyautogui pynput termcolor
        cachetools multidict yarl aiosignal frozenlist async_timeout bcrypt passlib httplib2 xmltodict nextcord disnake
        ccxt pandas pip wheel packaging click lz4 zstandard numba llvmlite tensorboard keras
        """

    private static let otherNames = """
        attr: attrs
        attrs: attrs
        yaml: pyyaml
        PIL: pillow pillow-simd
        cv2: opencv-python opencv-python-headless opencv-contrib-python opencv-contrib-python-headless
        bs4: beautifulsoup4
        dateutil: python-dateutil
        jwt: pyjwt
        Crypto: pycryptodome pycrypto
        Cryptodome: pycryptodomex
        sklearn: scikit-learn
        skimage: scikit-image
        torch: torch torch-nightly
        tensorflow: tensorflow tensorflow-cpu tensorflow-gpu tensorflow-intel tensorflow-macos tensorflow-rocm tf-nightly
        bson: pymongo bson
        pymongo: pymongo
        psycopg2: psycopg2 psycopg2-binary
        MySQLdb: mysqlclient mysql-python
        websocket: websocket-client
        socks: pysocks
        serial: pyserial
        git: gitpython
        github: pygithub
        jose: python-jose
        dotenv: python-dotenv
        docx: python-docx
        pptx: python-pptx
        OpenSSL: pyopenssl
        nacl: pynacl
        telegram: python-telegram-bot
        discord: discord-py py-cord discord discord-py-self pycord
        fake_useragent: fake-useragent
        pkg_resources: setuptools distribute
        setuptools: setuptools distribute
        _distutils_hack: setuptools
        grpc: grpcio
        zmq: pyzmq
        IPython: ipython
        dns: dnspython
        ldap: python-ldap
        Levenshtein: levenshtein python-levenshtein
        selenium: selenium
        pytest: pytest
        twisted: twisted
        msgpack: msgpack msgpack-python
        markdown: markdown
        """
}
