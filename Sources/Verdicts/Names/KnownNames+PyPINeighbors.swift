// Written by Evaluation/known_names.py. Sources: the 3000 most downloaded packages of PyPI, by a table of
// 2026-11; Debian 12, main, indexes of Sat, 11 Jul 2026 10:16:37 UTC:
// names of dh-python's table cpython3_fallback; those that at least 3 other source
// packages depend on. Families of one project are left out.

extension KnownNames {
    /// Other names of the same sources (of npm with 100,000 downloads a month) and of Training/corpus that
    /// the rule would take for look-alikes.
    static let pypiNeighbors = """
        acachecontrol adbutils aiomcache aiozmq antropy aresponses arnparse astrapy based58 behavex biomaj3-core
        biomaj3-zipkin bpython bumpversion cbitstruct cdflib cdiff config config-parser cronitor cssmin
        ctransformers cupy-cuda11x cupy-cuda13x cwcwidth cycle databricksapi datazets dbt-score deep-merge
        distribute django-filer django-jinja django-rest-framework djongo dlint dweepy dydantic edit-distance
        efinance elasticsearch8-dsl entrypoint2 evalidate expiring-dict faiss-gpu fastai git-python
        git-url-parse google-cloud-filestore google-oauth googleads grapheme grequests gsutil gwebsockets
        hbutils html-text httpcode httpx-oauth identity ignore ipaddr ipytest ipython-sql iredis isolate itables
        jaxlie jdatetime json-diff json-flatten jsonpath jsonrpc jsons junitxml langchain-databricks libpass
        libsast magnum mocker mocket netron ngboost nox-uv oauth2-client openapi
        opentelemetry-instrumentation-pymssql orderedset pacparser parsl paver pbspark pbtools persistent
        plastex postgres pptree prince property-cached psycopg2-pool psycopgbinary pulumi-awsx py3nvml pyandoc
        pycaret pygam pygerduty pygnmi pyheck pyjdbc pylast pylink pymantic pymitter pyodc pyppd
        pyproject-flake8 pyshark pysher pystack pystan pytest-csv pythena python-cas python-ffmpeg
        python-jsonpath python-lzf python-openid python-pcl python3-ldap pytrie pyvim pyvista pyxlsx pyyml
        qrtools record retworkx rison ruamel-yaml-clibz rwslib scheduler scrypt sqlalchemy-databricks
        sqlalchemy-stubs sqlglotc syncer ta-lib torchax torchio tryton typedpy types-aiobotocore-ses
        types-aiobotocore-sns types-aiobotocore-sts types-authlib types-pymssql udatetime unicorn wbcore wsgiref
        xtermcolor xunitparser zai-sdk
        """
}
