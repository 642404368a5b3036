// Written by Evaluation/known_names.py. Source: Debian 12, main, indexes of Sat, 11 Jul 2026 10:16:37 UTC:
// names of dh-python's table cpython3_fallback; those that at least 3 other source
// packages depend on, families of one project left out.

extension KnownNames {
    static let pypi = KnownNames(
        names: """
            acme affine agate aggdraw aiodns aiofiles aiohttp aiosqlite alembic androguard ansible ansible-core
            antlr4-python3-runtime anyio anyjson aodhclient apache-libcloud aplpy appdirs apscheduler argcomplete
            argon2-cffi argparse arrow asdf asdf-astropy asgiref asn1crypto asteval astroid astroml astropy
            astropy-healpix astroquery astroscrappy asttokens astunparse async-generator async-timeout atomicwrites
            atpublic attrs authres autobahn automat automaton autopep8 av azure-agrifood-farming
            azure-ai-anomalydetector azure-ai-formrecognizer azure-ai-language-conversations
            azure-ai-language-questionanswering azure-ai-metricsadvisor azure-ai-ml azure-ai-personalizer
            azure-ai-textanalytics azure-ai-translation-document azure-appconfiguration
            azure-appconfiguration-provider azure-applicationinsights azure-batch
            azure-cognitiveservices-anomalydetector azure-cognitiveservices-formrecognizer
            azure-cognitiveservices-knowledge-qnamaker azure-cognitiveservices-language-luis
            azure-cognitiveservices-language-spellcheck azure-cognitiveservices-language-textanalytics
            azure-cognitiveservices-personalizer azure-cognitiveservices-search-autosuggest
            azure-cognitiveservices-search-customimagesearch azure-cognitiveservices-search-customsearch
            azure-cognitiveservices-search-entitysearch azure-cognitiveservices-search-imagesearch
            azure-cognitiveservices-search-newssearch azure-cognitiveservices-search-videosearch
            azure-cognitiveservices-search-visualsearch azure-cognitiveservices-search-websearch
            azure-cognitiveservices-vision-computervision azure-cognitiveservices-vision-contentmoderator
            azure-cognitiveservices-vision-customvision azure-cognitiveservices-vision-face azure-common
            azure-communication-chat azure-communication-email azure-communication-identity
            azure-communication-jobrouter azure-communication-networktraversal azure-communication-phonenumbers
            azure-communication-rooms azure-communication-sms azure-confidentialledger azure-containerregistry
            azure-core azure-core-experimental azure-data-tables azure-developer-devcenter
            azure-developer-loadtesting azure-digitaltwins-core azure-eventgrid azure-eventhub
            azure-eventhub-checkpointstoreblob azure-eventhub-checkpointstoreblob-aio
            azure-eventhub-checkpointstoretable azure-graphrbac azure-identity azure-iot-deviceupdate
            azure-iot-modelsrepository azure-keyvault azure-keyvault-administration azure-keyvault-certificates
            azure-keyvault-keys azure-keyvault-secrets azure-loganalytics azure-maps-geolocation azure-maps-render
            azure-maps-route azure-maps-search azure-media-analytics-edge azure-media-videoanalyzer-edge
            azure-messaging-webpubsubservice azure-mgmt-advisor azure-mgmt-agfood azure-mgmt-agrifood
            azure-mgmt-alertsmanagement azure-mgmt-apimanagement azure-mgmt-app azure-mgmt-appcomplianceautomation
            azure-mgmt-appconfiguration azure-mgmt-appcontainers azure-mgmt-applicationinsights
            azure-mgmt-appplatform azure-mgmt-attestation azure-mgmt-authorization azure-mgmt-automanage
            azure-mgmt-automation azure-mgmt-avs azure-mgmt-azureadb2c azure-mgmt-azurearcdata azure-mgmt-azurestack
            azure-mgmt-azurestackhci azure-mgmt-baremetalinfrastructure azure-mgmt-batch azure-mgmt-batchai
            azure-mgmt-billing azure-mgmt-billingbenefits azure-mgmt-botservice azure-mgmt-cdn
            azure-mgmt-changeanalysis azure-mgmt-chaos azure-mgmt-cognitiveservices azure-mgmt-commerce
            azure-mgmt-communication azure-mgmt-compute azure-mgmt-confidentialledger azure-mgmt-confluent
            azure-mgmt-connectedvmware azure-mgmt-consumption azure-mgmt-containerinstance
            azure-mgmt-containerregistry azure-mgmt-containerservice azure-mgmt-core azure-mgmt-cosmosdb
            azure-mgmt-costmanagement azure-mgmt-customproviders azure-mgmt-dashboard azure-mgmt-databox
            azure-mgmt-databoxedge azure-mgmt-databricks azure-mgmt-datadog azure-mgmt-datafactory
            azure-mgmt-datalake-analytics azure-mgmt-datalake-store azure-mgmt-datamigration
            azure-mgmt-dataprotection azure-mgmt-datashare azure-mgmt-deploymentmanager
            azure-mgmt-desktopvirtualization azure-mgmt-devcenter azure-mgmt-deviceupdate azure-mgmt-devspaces
            azure-mgmt-devtestlabs azure-mgmt-digitaltwins azure-mgmt-dns azure-mgmt-dnsresolver
            azure-mgmt-documentdb azure-mgmt-dynatrace azure-mgmt-edgegateway azure-mgmt-edgeorder
            azure-mgmt-education azure-mgmt-elastic azure-mgmt-elasticsan azure-mgmt-eventgrid azure-mgmt-eventhub
            azure-mgmt-extendedlocation azure-mgmt-fluidrelay azure-mgmt-frontdoor azure-mgmt-guestconfig
            azure-mgmt-hanaonazure azure-mgmt-hdinsight azure-mgmt-healthbot azure-mgmt-healthcareapis
            azure-mgmt-hybridcompute azure-mgmt-hybridkubernetes azure-mgmt-hybridnetwork azure-mgmt-imagebuilder
            azure-mgmt-iotcentral azure-mgmt-iothub azure-mgmt-iothubprovisioningservices azure-mgmt-keyvault
            azure-mgmt-kubernetesconfiguration azure-mgmt-kusto azure-mgmt-labservices azure-mgmt-loadtesting
            azure-mgmt-loganalytics azure-mgmt-logic azure-mgmt-logz azure-mgmt-machinelearningcompute
            azure-mgmt-machinelearningservices azure-mgmt-maintenance azure-mgmt-managedservices
            azure-mgmt-managementgroups azure-mgmt-managementpartner azure-mgmt-maps azure-mgmt-marketplaceordering
            azure-mgmt-media azure-mgmt-mixedreality azure-mgmt-mobilenetwork azure-mgmt-monitor azure-mgmt-msi
            azure-mgmt-netapp azure-mgmt-network azure-mgmt-networkfunction azure-mgmt-nginx
            azure-mgmt-notificationhubs azure-mgmt-oep azure-mgmt-operationsmanagement azure-mgmt-orbital
            azure-mgmt-peering azure-mgmt-policyinsights azure-mgmt-portal azure-mgmt-powerbidedicated
            azure-mgmt-powerbiembedded azure-mgmt-privatedns azure-mgmt-purview azure-mgmt-quantum azure-mgmt-quota
            azure-mgmt-rdbms azure-mgmt-recoveryservices azure-mgmt-recoveryservicesbackup
            azure-mgmt-recoveryservicessiterecovery azure-mgmt-redhatopenshift azure-mgmt-redis
            azure-mgmt-redisenterprise azure-mgmt-regionmove azure-mgmt-relay azure-mgmt-reservations
            azure-mgmt-resource azure-mgmt-resourceconnector azure-mgmt-resourcegraph azure-mgmt-resourcehealth
            azure-mgmt-resourcemover azure-mgmt-scheduler azure-mgmt-scvmm azure-mgmt-search azure-mgmt-security
            azure-mgmt-securitydevops azure-mgmt-securityinsight azure-mgmt-serialconsole azure-mgmt-servermanager
            azure-mgmt-servicebus azure-mgmt-servicefabric azure-mgmt-servicefabricmanagedclusters
            azure-mgmt-servicelinker azure-mgmt-signalr azure-mgmt-sql azure-mgmt-sqlvirtualmachine
            azure-mgmt-storage azure-mgmt-storagecache azure-mgmt-storageimportexport azure-mgmt-storagepool
            azure-mgmt-storagesync azure-mgmt-streamanalytics azure-mgmt-subscription azure-mgmt-support
            azure-mgmt-synapse azure-mgmt-testbase azure-mgmt-timeseriesinsights azure-mgmt-trafficmanager
            azure-mgmt-videoanalyzer azure-mgmt-vmwarecloudsimple azure-mgmt-web azure-mgmt-webpubsub
            azure-mgmt-workloadmonitor azure-mgmt-workloads azure-mixedreality-authentication
            azure-mixedreality-remoterendering azure-monitor-ingestion azure-monitor-opentelemetry-exporter
            azure-monitor-query azure-purview-administration azure-purview-catalog azure-purview-scanning
            azure-schemaregistry azure-schemaregistry-avroencoder azure-search-documents azure-security-attestation
            azure-servicebus azure-servicefabric azure-servicemanagement-legacy azure-synapse
            azure-synapse-accesscontrol azure-synapse-artifacts azure-synapse-managedprivateendpoints
            azure-synapse-monitoring azure-synapse-spark azure-template babel banal bcrypt beautifulsoup4
            biom-format biomaj-core biomaj-zipkin biopython black bleach blessed blinker blockdiag boolean-py
            booleanoperations borgbackup boto boto3 botocore bottle bottleneck breezy brian2 brotli brz-debian
            bsddb3 build cachecontrol cached-property cachetools cairocffi cairosvg cartopy castellan catkin-pkg
            cbor2 cctbx celery cerberus certbot certifi cffi cgecore chameleon chardet charset-normalizer cheroot
            cherrypy cli-helpers click click-log click-plugins cliff cligj clint cloudpickle colcon-core colorama
            coloredlogs colorlog configargparse configobj construct convertdate coreapi cotyledon coverage crashtest
            croniter cryptography css-parser cssselect cssselect2 ct3 cursive cvxopt cwltool cycler cython daemonize
            dask dbus-python ddt debmutate debtcollector decorator defcon defusedxml dendropy deprecated deprecation
            devscripts diff-match-patch dill dipy distributed distro distro-info django django-appconf
            django-compressor django-filter django-haystack djangorestframework dkimpy dns-lexicon dnspython docker
            docopt docutils dogpile-cache dropbox dulwich dxtbx eccodes ecdsa elasticsearch empy entrypoints ephem
            evdev eventlet exceptiongroup exifread fabio falcon fasteners feedgenerator feedparser fenics-basix
            fenics-dijitso fenics-dolfin fenics-ffc fenics-ffcx fenics-fiat fenics-ufl filelock fiona fixtures
            flake8 flask flask-cors flask-restful flufl-lock fontmath fonttools frozendict fsspec funcsigs
            fuse-python future futurist fuzzywuzzy gabbi gajim gammapy gbp gdal genmsg genpy genshi geoip geojson
            geomet gevent ginga gitpython glyphslib gmpy2 gnocchiclient gnuplot-py gnuplotlib
            google-api-python-client google-auth gpg graphql-core graphviz greenlet grpcio gssapi guiqwt gwcs h11 h2
            h5netcdf h5py-debian-h5py-serial healpy hidapi horizon html2text html5lib htseq httplib2 httpx
            humanfriendly humanize hyperlink hypothesis icalendar idna igor ijson imageio imexam img2pdf impacket
            importlib-metadata importlib-resources incremental influxdb iniparse intelhex intervaltree invoke
            ipykernel ipython ipywidgets iso8601 isodate isort itsdangerous jaraco-classes jaraco-functools jedi
            jeepney jellyfish jinja2 jmespath joblib josepy jplephem jsmin json5 jsondiff jsonpatch jsonpath-rw
            jsonpath-rw-ext jsonpickle jsonpointer jsonschema jupyter-client jupyter-core jupyter-server jwcrypto
            kazoo keyring keystoneauth1 keystonemiddleware kitchen kiwisolver kombu kubernetes langdetect lark
            launchpadlib lazr-restfulclient lazr-uri ldap3 libsass libvirt-python lmfit lockfile luma-core lxml lz4
            m2crypto mailmanclient mako mapnik mapscript markdown markdown-it-py markupsafe marshmallow matplotlib
            matplotlib-venn mayavi mccabe mdp mechanize merge3 meshio meson microversion-parse mistune mistune0
            mkdocs mnemonic mock monotonic monty mopidy more-itertools mpi4py mpl-scatter-density mpmath mrcfile
            msal msgpack msrest multidict munch musicbrainzngs mutagen mypy mypy-extensions mysqlclient nanomath
            natsort nbconvert nbformat ncclient nest-asyncio netaddr netcdf4 netifaces networkx neutron neutron-lib
            nibabel nipype nltk nose notebook notify2 numba numexpr numpy numpy-groupies numpy-stl numpydoc
            numpysane oauth2client oauthlib odfpy ofxparse olefile omemo openpyxl openstacksdk os-brick
            os-client-config os-ken os-resource-classes os-service-types os-traits os-win osc osc-lib oslo-cache
            oslo-concurrency oslo-config oslo-context oslo-db oslo-i18n oslo-log oslo-messaging oslo-middleware
            oslo-policy oslo-privsep oslo-reports oslo-rootwrap oslo-serialization oslo-service oslo-upgradecheck
            oslo-utils oslo-versionedobjects oslo-vmware oslotest osprofiler ovs ovsdbapp owslib packaging paho-mqtt
            pandas paramiko parasail parse parsedatetime parso passlib paste pastedeploy pastescript pathspec
            pbcommand pbcore pbr pdfminer-six pecan peewee pefile pendulum pep8 periodictable pexpect photutils
            pikepdf pil pillow pint pip pkginfo platformdirs plotly pluggy pluginbase ply polib portalocker prelude
            prettytable progressbar prometheus-client promise prompt-toolkit proteus protobuf psutil psycopg2 py
            py-cpuinfo py3dns pyaes pyasn1 pyasn1-modules pyavm pybedtools pybigwig pybind11 pybluez pybtex pycadf
            pycairo pychromecast pycifrw pycodestyle pycountry pycryptodomex pycurl pydantic pydata-sphinx-theme
            pydbus pydicom pydocstyle pydot pyelftools pyenchant pyerfa pyfai pyfaidx pyfastaq pyfftw pyflakes pygal
            pygame pyghmi pygit2 pygithub pyglet pygments pygobject pygraphviz pygrib pyicu pyinotify pyjwt pykdtree
            pykerberos pykka pylibacl pylint pylint-plugin-utils pymatgen pymdown-extensions pymediainfo pymilter
            pymongo pymummer pymysql pynacl pynvim pyo pyodbc pyopencl pyopengl pyopenssl pyorbital pyparsing
            pyparted pypdf2 pyperclip pypng pyproj pypubsub pyqt5 pyqt5-sip pyqt6 pyqt6-sip pyqt6-webengine
            pyqtgraph pyqtwebengine pyramid pyresample pyrfc3339 pyroute2 pysam pyserial pyshp pysnmp pysocks
            pystache pysvn pytango pyte pytest pytest-cov python-apt python-augeas python-barbicanclient
            python-cinderclient python-consul python-cpl python-daemon python-dateutil python-dbusmock python-debian
            python-debianbts python-designateclient python-docx python-dotenv python-etcd python-geotiepoints
            python-gitlab python-glanceclient python-gnupg python-heatclient python-ironicclient
            python-keystoneclient python-ldap python-levenshtein python-libdiscid python-lsp-server python-lzo
            python-magic python-magnumclient python-manilaclient python-memcached python-mimeparse
            python-mistralclient python-monascaclient python-mpd2 python-muranoclient python-neutronclient
            python-novaclient python-octaviaclient python-openstackclient python-pam python-poppler-qt5
            python-qt-binding python-saharaclient python-senlinclient python-slugify python-snappy python-sql
            python-stdnum python-subunit python-swiftclient python-troveclient python-utils python-vitrageclient
            python-watcherclient python-xlib python-zaqarclient python3-openid pytools pytz pyudev pyusb pyvcf
            pyvisa pyvo pyxattr pyxdg pyyaml pyzmq q2-feature-table q2-types q2templates qdarkstyle qiime2 qrcode
            qscintilla qtawesome qtconsole qtpy quantities qutebrowser rasterio rdflib redis regex regions relatorio
            reportlab reproject requests requests-cache requests-file requests-ntlm requests-oauthlib
            requests-toolbelt retrying rfc3986 rich rioxarray rope rosdep rosdistro roslib rospkg rospy rosunit
            routes rply rpm rpy2 rsa rtree rtslib-fb ruamel-yaml sasmodels scapy schema schema-salad scikit-bio
            scikit-image scikit-learn scipy scp seaborn secretstorage selinux semantic-version semver send2trash
            sensor-msgs sentry-sdk service-identity setproctitle setuptools setuptools-scm sh shapely shellingham
            silx simpleeval simplejson six skyfield slixmpp smart-open snakemake sniffio sortedcontainers sparse
            spectral-cube specutils spglib sphinx sphinx-bootstrap-theme sphinx-rtd-theme spyder sqlalchemy
            sqlalchemy-migrate sqlalchemy-utils sqlparse srsly statsmodels stem stestr stevedore suds-community
            sushy swift swiglpk sympy synphot systemd-python tables tabulate taskflow tempest tempita tenacity
            termcolor terminaltables terminator testresources testscenarios testtools texttable threadpoolctl
            tifffile tinycss2 toml tomli tomli-w tomlkit toolz tooz toposort torch tornado tqdm traitlets traits
            trio trollimage trytond twisted txaio typer types-aiofiles types-annoy types-appdirs types-aws-xray-sdk
            types-babel types-backports-ssl-match-hostname types-beautifulsoup4 types-bleach types-boto
            types-braintree types-cachetools types-caldav types-certifi types-cffi types-chardet types-chevron
            types-click-spinner types-colorama types-commonmark types-console-menu types-contextvars types-croniter
            types-cryptography types-d3dshot types-dateparser types-datetimerange types-decorator types-deprecated
            types-dj-database-url types-docopt types-docutils types-editdistance types-emoji types-entrypoints
            types-first types-flake8-2020 types-flake8-bugbear types-flake8-builtins types-flake8-docstrings
            types-flake8-plugin-utils types-flake8-rst-docstrings types-flake8-simplify types-flake8-typing-imports
            types-flask-cors types-flask-sqlalchemy types-fpdf2 types-gdb types-google-cloud-ndb types-hdbcli
            types-html5lib types-httplib2 types-humanfriendly types-invoke types-jack-client types-jmespath
            types-jsonschema types-keyboard types-ldap3 types-markdown types-mock types-mypy-extensions
            types-mysqlclient types-oauthlib types-openpyxl types-opentracing types-paho-mqtt types-paramiko
            types-parsimonious types-passlib types-passpy types-peewee types-pep8-naming types-pillow
            types-playsound types-polib types-prettytable types-protobuf types-psutil types-psycopg2 types-pyaudio
            types-pyautogui types-pycurl types-pyfarmhash types-pyflakes types-pygments types-pyinstaller
            types-pymysql types-pynput types-pyopenssl types-pyrfc3339 types-pyscreeze types-pysftp
            types-pytest-lazy-fixture types-python-crontab types-python-dateutil types-python-gflags
            types-python-jose types-python-nmap types-python-slugify types-pytz types-pyvmomi types-pywin32
            types-pyyaml types-redis types-regex types-requests types-retry types-send2trash types-setuptools
            types-simplejson types-singledispatch types-six types-slumber types-sqlalchemy types-stdlib-list
            types-stripe types-tabulate types-termcolor types-toml types-toposort types-tqdm types-tree-sitter
            types-tree-sitter-languages types-ttkthemes types-typed-ast types-tzlocal types-ujson types-urllib3
            types-vobject types-waitress types-whatthepatch types-xmltodict types-xxhash types-zxcvbn
            typing-extensions typing-inspect tzlocal ufolib2 ujson unattended-upgrades uncertainties unidecode
            upstream-ontologist uritemplate uritools urllib3 urwid validate vcrpy vcstools vine virtualenv vobject
            voluptuous w3lib watchdog wcwidth wdlparse webcolors webencodings webob websocket-client websockets
            werkzeug wheel whoosh willow wrapt wsme wsproto wtforms wxpython xarray xdg xeddsa xlrd xlsxwriter xlwt
            xmlschema xmltodict xopen xrayutilities xstatic yapsy yaql yarl yt-dlp zarr zeroconf zipp zope-event
            zope-interface zope-schema zstandard
            """,
        // Other names of the same source, and of Training/corpus, that the rule would take for look-alikes.
        honest: """
            authlib biomaj3-core biomaj3-zipkin bpython cdflib ciso8601 cwcwidth cycle gwebsockets html-text
            nbclient pyaml pycryptodome pymssql pyodc python-pcl scrypt svglib tryton uri-template xtermcolor
            """)
}
