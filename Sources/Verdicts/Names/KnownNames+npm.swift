// Written by Evaluation/known_names.py. Source: Debian 12, main, indexes of Sat, 11 Jul 2026 10:16:37 UTC:
// names of package.json folders below /usr/share/nodejs; those that at least 3 other source
// packages depend on, families of one project left out.

extension KnownNames {
    static let npm = KnownNames(
        names: """
            @ampproject/remapping @babel/cli @babel/code-frame @babel/compat-data @babel/core
            @babel/eslint-config-internal @babel/eslint-parser @babel/eslint-plugin @babel/eslint-plugin-development
            @babel/eslint-plugin-development-internal @babel/eslint-shared-fixtures @babel/eslint-tests
            @babel/generator @babel/helper-annotate-as-pure @babel/helper-bindify-decorators
            @babel/helper-builder-binary-assignment-operator-visitor @babel/helper-builder-react-jsx
            @babel/helper-call-delegate @babel/helper-check-duplicate-nodes @babel/helper-compilation-targets
            @babel/helper-create-class-features-plugin @babel/helper-create-regexp-features-plugin
            @babel/helper-environment-visitor @babel/helper-explode-assignable-expression
            @babel/helper-explode-class @babel/helper-fixtures @babel/helper-function-name
            @babel/helper-hoist-variables @babel/helper-member-expression-to-functions @babel/helper-module-imports
            @babel/helper-module-transforms @babel/helper-optimise-call-expression @babel/helper-plugin-test-runner
            @babel/helper-plugin-utils @babel/helper-remap-async-to-generator @babel/helper-replace-supers
            @babel/helper-simple-access @babel/helper-skip-transparent-expression-wrappers
            @babel/helper-split-export-declaration @babel/helper-string-parser
            @babel/helper-transform-fixture-test-runner @babel/helper-validator-identifier
            @babel/helper-validator-option @babel/helper-wrap-function @babel/helpers @babel/highlight @babel/node
            @babel/parser @babel/plugin-bugfix-safari-id-destructuring-collision-in-function-expression
            @babel/plugin-bugfix-v8-spread-parameters-in-optional-chaining
            @babel/plugin-codemod-object-assign-to-object-spread @babel/plugin-codemod-optional-catch-binding
            @babel/plugin-external-helpers @babel/plugin-proposal-async-do-expressions
            @babel/plugin-proposal-async-generator-functions @babel/plugin-proposal-class-properties
            @babel/plugin-proposal-class-static-block @babel/plugin-proposal-decorators
            @babel/plugin-proposal-destructuring-private @babel/plugin-proposal-do-expressions
            @babel/plugin-proposal-duplicate-named-capturing-groups-regex @babel/plugin-proposal-dynamic-import
            @babel/plugin-proposal-export-default-from @babel/plugin-proposal-export-namespace-from
            @babel/plugin-proposal-function-bind @babel/plugin-proposal-function-sent
            @babel/plugin-proposal-json-strings @babel/plugin-proposal-logical-assignment-operators
            @babel/plugin-proposal-nullish-coalescing-operator @babel/plugin-proposal-numeric-separator
            @babel/plugin-proposal-object-rest-spread @babel/plugin-proposal-optional-catch-binding
            @babel/plugin-proposal-optional-chaining @babel/plugin-proposal-partial-application
            @babel/plugin-proposal-pipeline-operator @babel/plugin-proposal-private-methods
            @babel/plugin-proposal-private-property-in-object @babel/plugin-proposal-record-and-tuple
            @babel/plugin-proposal-throw-expressions @babel/plugin-proposal-unicode-property-regex
            @babel/plugin-proposal-unicode-sets-regex @babel/plugin-syntax-async-do-expressions
            @babel/plugin-syntax-async-generators @babel/plugin-syntax-bigint @babel/plugin-syntax-class-properties
            @babel/plugin-syntax-class-static-block @babel/plugin-syntax-decimal @babel/plugin-syntax-decorators
            @babel/plugin-syntax-destructuring-private @babel/plugin-syntax-do-expressions
            @babel/plugin-syntax-dynamic-import @babel/plugin-syntax-explicit-resource-management
            @babel/plugin-syntax-export-default-from @babel/plugin-syntax-export-namespace-from
            @babel/plugin-syntax-flow @babel/plugin-syntax-function-bind @babel/plugin-syntax-function-sent
            @babel/plugin-syntax-import-assertions @babel/plugin-syntax-import-meta
            @babel/plugin-syntax-import-reflection @babel/plugin-syntax-json-strings @babel/plugin-syntax-jsx
            @babel/plugin-syntax-logical-assignment-operators @babel/plugin-syntax-module-blocks
            @babel/plugin-syntax-module-string-names @babel/plugin-syntax-nullish-coalescing-operator
            @babel/plugin-syntax-numeric-separator @babel/plugin-syntax-object-rest-spread
            @babel/plugin-syntax-optional-catch-binding @babel/plugin-syntax-optional-chaining
            @babel/plugin-syntax-partial-application @babel/plugin-syntax-pipeline-operator
            @babel/plugin-syntax-private-property-in-object @babel/plugin-syntax-record-and-tuple
            @babel/plugin-syntax-throw-expressions @babel/plugin-syntax-top-level-await
            @babel/plugin-syntax-typescript @babel/plugin-syntax-unicode-sets-regex
            @babel/plugin-transform-arrow-functions @babel/plugin-transform-async-to-generator
            @babel/plugin-transform-block-scoped-functions @babel/plugin-transform-block-scoping
            @babel/plugin-transform-classes @babel/plugin-transform-computed-properties
            @babel/plugin-transform-destructuring @babel/plugin-transform-dotall-regex
            @babel/plugin-transform-duplicate-keys @babel/plugin-transform-exponentiation-operator
            @babel/plugin-transform-flow-comments @babel/plugin-transform-flow-strip-types
            @babel/plugin-transform-for-of @babel/plugin-transform-function-name @babel/plugin-transform-instanceof
            @babel/plugin-transform-jscript @babel/plugin-transform-literals
            @babel/plugin-transform-member-expression-literals @babel/plugin-transform-modules-amd
            @babel/plugin-transform-modules-commonjs @babel/plugin-transform-modules-systemjs
            @babel/plugin-transform-modules-umd @babel/plugin-transform-named-capturing-groups-regex
            @babel/plugin-transform-new-target @babel/plugin-transform-object-assign
            @babel/plugin-transform-object-set-prototype-of-to-assign @babel/plugin-transform-object-super
            @babel/plugin-transform-parameters @babel/plugin-transform-property-literals
            @babel/plugin-transform-property-mutators @babel/plugin-transform-proto-to-assign
            @babel/plugin-transform-react-constant-elements @babel/plugin-transform-react-display-name
            @babel/plugin-transform-react-inline-elements @babel/plugin-transform-react-jsx
            @babel/plugin-transform-react-jsx-compat @babel/plugin-transform-react-jsx-development
            @babel/plugin-transform-react-jsx-self @babel/plugin-transform-react-jsx-source
            @babel/plugin-transform-react-pure-annotations @babel/plugin-transform-regenerator
            @babel/plugin-transform-reserved-words @babel/plugin-transform-runtime
            @babel/plugin-transform-shorthand-properties @babel/plugin-transform-spread
            @babel/plugin-transform-sticky-regex @babel/plugin-transform-strict-mode
            @babel/plugin-transform-template-literals @babel/plugin-transform-typeof-symbol
            @babel/plugin-transform-typescript @babel/plugin-transform-unicode-escapes
            @babel/plugin-transform-unicode-regex @babel/preset-env @babel/preset-flow @babel/preset-modules
            @babel/preset-react @babel/preset-typescript @babel/register @babel/runtime @babel/runtime-corejs2
            @babel/runtime-corejs3 @babel/template @babel/traverse @babel/types @discoveryjs/json-ext @hapi/b64
            @hapi/boom @hapi/bounce @hapi/hoek @hapi/teamwork @istanbuljs/load-nyc-config @istanbuljs/schema
            @jest/schemas @jest/types @jridgewell/gen-mapping @jridgewell/resolve-uri @jridgewell/set-array
            @jridgewell/source-map @jridgewell/sourcemap-codec @jridgewell/trace-mapping @nodelib/fs.macchiato
            @nodelib/fs.scandir @nodelib/fs.stat @nodelib/fs.walk @npmcli/arborist @npmcli/config
            @npmcli/disparity-colors @npmcli/git @npmcli/installed-package-contents @npmcli/map-workspaces
            @npmcli/metavuln-calculator @npmcli/mock-registry @npmcli/name-from-folder @npmcli/node-gyp
            @npmcli/package-json @npmcli/promise-spawn @npmcli/query @npmcli/run-script @npmcli/smoke-tests
            @popperjs/babel-config @popperjs/bundle @popperjs/eslint-config-popper @popperjs/test
            @popperjs/test-utils @rollup/pluginutils @sindresorhus/is @szmarczak/http-timer @tootallnate/once
            @webpack-cli/configtest @webpack-cli/info @webpack-cli/serve JSONStream abbrev accepts acorn
            acorn-bigint acorn-class-fields acorn-dynamic-import acorn-export-ns-from acorn-globals
            acorn-import-assertions acorn-import-meta acorn-jsx acorn-loose acorn-node acorn-numeric-separator
            acorn-private-class-elements acorn-private-methods acorn-static-class-features acorn-walk
            aggregate-error ajv ansi-colors ansi-escapes ansi-gray ansi-regex ansi-styles ansi-wrap anymatch
            append-transform aproba archy argparse arr-filter arr-map array-each array-initial array-last
            array-slice array-sort array.prototype.every array.prototype.find arrify asap asn1 assert assert-plus
            async async-done async-settle asyncro available-typed-arrays babel-check-duplicated-nodes bach bindings
            bl bn.js bootstrap browser-process-hrtime browserslist buffer bufferstreams builtin-modules bytes
            cacheable-lookup cacheable-request caching-transform call-bind callsites camelcase caniuse-lite chalk
            charcodes chokidar chownr ci-info cipher-base clean-stack clipboard cliui clone clone-response
            codemirror coffee-script coffeescript collection-map color-convert color-support colorette colors
            commander component-emitter concat-stream content-type convert-source-map copy-props cosmiconfig
            create-hash create-hmac css d d3 d3-array d3-collection d3-color d3-dispatch d3-drag d3-dsv d3-format
            d3-interpolate d3-path d3-sankey d3-selection d3-time d3-time-format d3-timer d3-transition data-urls
            debug decamelize decimal.js deep-equal deepmerge default-compare default-require-extensions
            default-resolution defer-to-connect define-properties define-property defined delegate depd destroy diff
            dir-glob domelementtype domexception domhandler domutils dotignore duplexer duplexer2 duplexer3
            duplexify each-props ee-first elliptic emoji-regex encodeurl encoding end-of-stream entities envinfo
            es-abstract es-get-iterator es-shim-unscopables es-to-primitive es-value-fixtures es5-ext es6-iterator
            es6-object-assign es6-set es6-symbol es6-weak-map escalade escape-html escape-string-regexp escodegen
            eslint eslint-config-eslint eslint-config-gulp eslint-utils eslint-visitor-keys esprima estraverse
            estree-walker esutils etag event-emitter events evp_bytestokey execa exit expand-tilde express ext
            extend extend-shallow fancy-log fast-glob fast-json-stable-stringify fast-levenshtein fastq
            faye-websocket fetch-blob find-cache-dir find-up findup-sync fined flat follow-redirects font-awesome
            for-each for-own form-data formdata-polyfill fresh fs-extra function-bind function.prototype.name
            functions-have-names gensync get-intrinsic get-package-type get-stream get-symbol-description get-value
            glob glob-parent glob-watcher globalyzer globby globrex good-listener gopd got graceful-fs gulp gulp-cli
            has has-bigints has-dynamic-import has-property-descriptors has-symbols has-tostringtag hasha he
            homedir-polyfill hosted-git-info html-encoding-sniffer html-escaper html5shiv htmlparser2
            http-cache-semantics http-errors http-proxy http-proxy-agent http2-wrapper https-proxy-agent
            human-signals iconv-lite icss-utils ieee754 ignore import-fresh imurmurhash indent-string inherits ini
            internal-slot internmap interpret intl-fallback-symbol is-absolute is-arguments is-bigint
            is-boolean-object is-buffer is-callable is-core-module is-date-object is-extendable is-extglob
            is-fullwidth-code-point is-generator-function is-glob is-interactive is-map is-mergeable-object is-nan
            is-negated-glob is-number is-number-object is-object is-plain-obj is-plain-object
            is-potential-custom-element-name is-primitive is-promise is-regex is-relative is-set is-stream is-string
            is-symbol is-typed-array is-typedarray is-unicode-supported is-weakmap is-weakset is-windows isarray
            isobject istanbul istanbul-lib-coverage istanbul-lib-hook istanbul-lib-instrument
            istanbul-lib-processinfo istanbul-lib-report istanbul-lib-source-maps istanbul-reports jest-util
            jest-worker jquery js-levenshtein js-tokens js-yaml jsbn jsdom json-parse-better-errors
            json-parse-even-better-errors json-stable-stringify json5 jsonparse just-debounce keyv kind-of kleur
            last-run lex-parser lib0 libnpmaccess libnpmdiff libnpmexec libnpmfund libnpmhook libnpmorg libnpmpack
            libnpmpublish libnpmsearch libnpmteam libnpmversion line-column lines-and-columns loader-utils lodash
            log-symbols loose-envify lru-cache magic-string make-arrow-function make-async-function make-dir
            make-generator-function map-cache matchdep merge-descriptors merge2 methods micromatch mime mime-db
            mime-score mime-types minimatch minimist minimist-options minipass minipass-collect minipass-fetch
            minipass-flush minipass-json-stream minipass-pipeline minipass-sized minizlib mkdirp mocha moment ms
            mute-stdout nan nanoid neo-async next-tick node-domexception node-fetch node-modules-regexp node-preload
            node-releases node-sass nomnom nopt normalize-package-data normalize-path normalize-url normalize.css
            now-and-later npm npm-normalize-package-bin npm-packlist npm-run-path npmlog nwsapi nyc object-assign
            object-inspect object-is object-keys object.assign object.defaults object.pick object.reduce on-finished
            on-headers once onetime optimist optionator p-limit p-map p-try package-hash pacote pako parent-module
            parse-json parse-node-version parse-passwd parseurl path-is-absolute path-key path-parse picocolors
            picomatch pirates pkg-dir plugin-error popper.js postcss postcss-value-parser prelude-ls private process
            process-nextick-args process-on-spawn promise prompts prosemirror-model prosemirror-transform pump
            pumpify punycode q qrcode-terminal qs quick-lru randombytes range-parser react read read-package-json
            read-pkg readable-stream rechoir regex-not regexp-tree regexp.prototype.flags release-zalgo
            remove-trailing-separator replace-ext replace-homedir requirejs resolve resolve-alpn resolve-from
            responselike reusify rimraf ripemd160 rollup rollup-pluginutils run-parallel safe-buffer safe-regex
            safer-buffer sax saxes schema-utils select semver semver-greatest-satisfied-range send
            serialize-javascript setimmediate sha.js side-channel signal-exit sisteransi slash slice-ansi source-map
            source-map-js source-map-support spawn-wrap split sprintf-js ssri stack-utils statuses stream-exhaust
            stream-shift string-width string.prototype.trim string_decoder strip-ansi strip-bom strip-json-comments
            subarg supports-color sver-compat symbol-tree tape tar terser-webpack-plugin test-exclude three through
            through2 tiny-emitter tiny-glob to-regex tr46 traverse triple-beam tslib type type-detect type-fest
            type-is typedarray-to-buffer typescript uglify-js unbox-primitive underscore undertaker
            undertaker-registry universalify unpipe update-browserslist-db util util-deprecate utils-merge uuid
            v8-to-istanbul v8flags validate-npm-package-license vary verror vinyl vinyl-bufferstream
            vinyl-sourcemaps-apply vlq w3c-hr-time w3c-xmlserializer web-streams-polyfill webpack webpack-cli
            whatwg-encoding whatwg-mimetype whatwg-url which which-boxed-primitive which-collection
            which-typed-array word-wrap wordwrap workerpool wrappy write-file-atomic ws wscat xml-name-validator
            xml2js xmlbuilder xmlchars xtend yallist yaml yargs yargs-parser yargs-unparser yarn yocto-queue
            """,
        // Other names of the same source, and of Training/corpus, that the rule would take for look-alikes.
        honest: """
            ansistyles babel-plugin-transform-member-expression-literals babel-plugin-transform-property-literals
            camel-case foreach ip-regex isstream kindof one-time random-bytes set-value wrap-ansi
            """)
}
