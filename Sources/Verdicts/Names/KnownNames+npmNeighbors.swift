// Written by Evaluation/known_names.py. Sources: the 3000 most downloaded packages of npm's registry, by a table of
// 2026-11; Debian 12, main, indexes of Sat, 11 Jul 2026 10:16:37 UTC:
// names of package.json folders below /usr/share/nodejs; those that at least 3 other source
// packages depend on. Families of one project are left out.

extension KnownNames {
    /// Other names of the same sources (of npm with 100,000 downloads a month) and of Training/corpus that
    /// the rule would take for look-alikes.
    static let npmNeighbors = """
        @aws-cdk/core @storyblok/react ansi-grey ansicolors ansistyles args-parser as-number asn1js aws-cdk
        babel-cli babel-code-frame babel-core babel-generator babel-helper-bindify-decorators
        babel-helper-builder-binary-assignment-operator-visitor babel-helper-builder-react-jsx
        babel-helper-call-delegate babel-helper-explode-assignable-expression babel-helper-explode-class
        babel-helper-function-name babel-helper-hoist-variables babel-helper-optimise-call-expression
        babel-helper-remap-async-to-generator babel-helper-replace-supers babel-helpers
        babel-plugin-external-helpers babel-plugin-syntax-async-generators babel-plugin-syntax-class-properties
        babel-plugin-syntax-decorators babel-plugin-syntax-do-expressions babel-plugin-syntax-dynamic-import
        babel-plugin-syntax-flow babel-plugin-syntax-function-bind babel-plugin-syntax-jsx
        babel-plugin-syntax-object-rest-spread babel-plugin-transform-async-generator-functions
        babel-plugin-transform-async-to-generator babel-plugin-transform-class-properties
        babel-plugin-transform-dynamic-import babel-plugin-transform-exponentiation-operator
        babel-plugin-transform-flow-strip-types babel-plugin-transform-member-expression-literals
        babel-plugin-transform-object-assign babel-plugin-transform-object-rest-spread
        babel-plugin-transform-property-literals babel-plugin-transform-react-constant-elements
        babel-plugin-transform-react-display-name babel-plugin-transform-react-inline-elements
        babel-plugin-transform-react-jsx babel-plugin-transform-react-jsx-self
        babel-plugin-transform-react-jsx-source babel-plugin-transform-regenerator
        babel-plugin-transform-runtime babel-plugin-transform-strict-mode babel-preset-env babel-preset-flow
        babel-preset-react babel-register babel-template babel-traverse babel-types binaryextensions bower
        buffer-json charset chartjs color-namer color-space common-dir compare-semver compresion console
        cookie-jar crc32 crypto-es cson-parser css-parse cssselect csswhat csv-loader csv-parser
        cucumber-messages d3-dag d3-tile date-fns-tz defaulty did-you-mean dom-serialize echarts eclint edn-data
        emitter-component enable error es-cookie es-map es-set esbuild-android-arm64 esbuild-darwin-arm64
        esbuild-freebsd-arm64 esbuild-linux-arm esbuild-linux-arm64 esbuild-linux-riscv64 esbuild-linux-s390x
        extendr file-size findup flatten fn-name foreach fs-promise fs.extra getstream graphiql
        graphql-codegen-plugin-helpers has-own hash-object hast-util-to-mdast highlightjs http-browserify
        http2-proxy httperrors ip-bigint is-array is-base64 is-blob is-node is-type is-uri isbuffer isnumber
        iso-url isostring isurl isutf8 it-glob it-map its-set js-logger js-md5 jslint json-pointer
        json-schema-to-zod json-stream jsonschema just-diff kindof loadash lru-memoize lrucache mem-fs mkdir
        mockjs mpromise mquery msgpack5 multimath murmurhash normalizeurl notion-utils nprogress object-values
        opentelemetry-instrumentation-kafkajs optimism package.json parse-path parse-url parsejson parseuri
        path-normalize path-parser png-js postcss-jsx postcss-values-parser preact-transition-group prettierx
        promis promise.any promised-retry promish protobuf.js ps-node random-bytes react-if react-selecto
        react-vis readdir reduce-object regenerator regexpu rehype-remark reqwest retry-promise
        rollup-plugin-babel rollup-plugin-commonjs rollup-plugin-node-resolve rollup-plugin-replace
        rs-module-lexer rsolve safe-json-stringify schedule selectn selecto semiver shallow-equal sort-array
        storyblok stream stylus svgstore tailwindcss-animated template-url test-runner textextensions titlecase
        trouter ts-deepmerge ts-levenshtein ts-map ts-promise tslint tslint-config-prettier
        tslint-plugin-prettier ttypescript turf-helpers typescript-eslint-parser uglify-es uri-template urijs
        urljoin util-promisify vite-jsconfig-paths vue-server-renderer wouter xastscript xml-js xtraverse
        yaml-js yerror zlib-browserify
        """
}
