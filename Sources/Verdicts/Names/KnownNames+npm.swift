// Written by Evaluation/known_names.py. Sources: the 3000 most downloaded packages of npm's registry, by a table of
// 2026-11; Debian 12, main, indexes of Sat, 11 Jul 2026 10:16:37 UTC:
// names of package.json folders below /usr/share/nodejs; those that at least 3 other source
// packages depend on. Families of one project are left out.

extension KnownNames {
    static let npm = KnownNames(
        names: """
            @aashutoshrathi/word-wrap @acemir/cssom @actions/core @actions/exec @actions/http-client @actions/io
            @adobe/css-tools @ai-sdk/gateway @ai-sdk/provider @ai-sdk/provider-utils @alloc/quick-lru
            @ampproject/remapping @angular-devkit/architect @angular-devkit/core @angular-devkit/schematics
            @antfu/install-pkg @anthropic-ai/claude-code @anthropic-ai/sdk @apidevtools/json-schema-ref-parser
            @ardatan/relay-compiler @asamuzakjp/css-color @asamuzakjp/dom-selector @asamuzakjp/nwsapi
            @aws-crypto/crc32 @aws-crypto/crc32c @aws-crypto/sha1-browser @aws-crypto/sha256-browser
            @aws-crypto/sha256-js @aws-crypto/supports-web-crypto @aws-crypto/util @aws-sdk/client-cognito-identity
            @aws-sdk/client-s3 @aws-sdk/client-sso @aws-sdk/client-sso-oidc @aws-sdk/client-sts @aws-sdk/core
            @aws-sdk/crc64-nvme @aws-sdk/credential-provider-cognito-identity @aws-sdk/credential-provider-env
            @aws-sdk/credential-provider-http @aws-sdk/credential-provider-ini @aws-sdk/credential-provider-login
            @aws-sdk/credential-provider-node @aws-sdk/credential-provider-process @aws-sdk/credential-provider-sso
            @aws-sdk/credential-provider-web-identity @aws-sdk/credential-providers
            @aws-sdk/middleware-bucket-endpoint @aws-sdk/middleware-expect-continue
            @aws-sdk/middleware-flexible-checksums @aws-sdk/middleware-host-header
            @aws-sdk/middleware-location-constraint @aws-sdk/middleware-logger
            @aws-sdk/middleware-recursion-detection @aws-sdk/middleware-sdk-s3 @aws-sdk/middleware-ssec
            @aws-sdk/middleware-user-agent @aws-sdk/nested-clients @aws-sdk/region-config-resolver
            @aws-sdk/s3-request-presigner @aws-sdk/signature-v4-multi-region @aws-sdk/token-providers @aws-sdk/types
            @aws-sdk/util-arn-parser @aws-sdk/util-endpoints @aws-sdk/util-format-url @aws-sdk/util-locate-window
            @aws-sdk/util-user-agent-browser @aws-sdk/util-user-agent-node @aws-sdk/util-utf8-browser
            @aws-sdk/xml-builder @aws/lambda-invoke-store @azure/abort-controller @azure/core-auth
            @azure/core-client @azure/core-lro @azure/core-paging @azure/core-rest-pipeline @azure/core-tracing
            @azure/core-util @azure/identity @azure/logger @azure/msal-browser @azure/msal-common @azure/msal-node
            @babel/cli @babel/code-frame @babel/compat-data @babel/core @babel/eslint-config-internal
            @babel/eslint-parser @babel/eslint-plugin @babel/eslint-plugin-development
            @babel/eslint-plugin-development-internal @babel/eslint-shared-fixtures @babel/eslint-tests
            @babel/generator @babel/helper-annotate-as-pure @babel/helper-bindify-decorators
            @babel/helper-builder-binary-assignment-operator-visitor @babel/helper-builder-react-jsx
            @babel/helper-call-delegate @babel/helper-check-duplicate-nodes @babel/helper-compilation-targets
            @babel/helper-create-class-features-plugin @babel/helper-create-regexp-features-plugin
            @babel/helper-define-polyfill-provider @babel/helper-environment-visitor
            @babel/helper-explode-assignable-expression @babel/helper-explode-class @babel/helper-fixtures
            @babel/helper-function-name @babel/helper-globals @babel/helper-hoist-variables
            @babel/helper-member-expression-to-functions @babel/helper-module-imports
            @babel/helper-module-transforms @babel/helper-optimise-call-expression @babel/helper-plugin-test-runner
            @babel/helper-plugin-utils @babel/helper-remap-async-to-generator @babel/helper-replace-supers
            @babel/helper-simple-access @babel/helper-skip-transparent-expression-wrappers
            @babel/helper-split-export-declaration @babel/helper-string-parser
            @babel/helper-transform-fixture-test-runner @babel/helper-validator-identifier
            @babel/helper-validator-option @babel/helper-wrap-function @babel/helpers @babel/highlight @babel/node
            @babel/parser @babel/plugin-bugfix-firefox-class-in-computed-class-key
            @babel/plugin-bugfix-safari-class-field-initializer-scope
            @babel/plugin-bugfix-safari-id-destructuring-collision-in-function-expression
            @babel/plugin-bugfix-v8-spread-parameters-in-optional-chaining
            @babel/plugin-bugfix-v8-static-class-fields-redefine-readonly
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
            @babel/plugin-syntax-import-assertions @babel/plugin-syntax-import-attributes
            @babel/plugin-syntax-import-meta @babel/plugin-syntax-import-reflection
            @babel/plugin-syntax-json-strings @babel/plugin-syntax-jsx
            @babel/plugin-syntax-logical-assignment-operators @babel/plugin-syntax-module-blocks
            @babel/plugin-syntax-module-string-names @babel/plugin-syntax-nullish-coalescing-operator
            @babel/plugin-syntax-numeric-separator @babel/plugin-syntax-object-rest-spread
            @babel/plugin-syntax-optional-catch-binding @babel/plugin-syntax-optional-chaining
            @babel/plugin-syntax-partial-application @babel/plugin-syntax-pipeline-operator
            @babel/plugin-syntax-private-property-in-object @babel/plugin-syntax-record-and-tuple
            @babel/plugin-syntax-throw-expressions @babel/plugin-syntax-top-level-await
            @babel/plugin-syntax-typescript @babel/plugin-syntax-unicode-sets-regex
            @babel/plugin-transform-arrow-functions @babel/plugin-transform-async-generator-functions
            @babel/plugin-transform-async-to-generator @babel/plugin-transform-block-scoped-functions
            @babel/plugin-transform-block-scoping @babel/plugin-transform-class-properties
            @babel/plugin-transform-class-static-block @babel/plugin-transform-classes
            @babel/plugin-transform-computed-properties @babel/plugin-transform-destructuring
            @babel/plugin-transform-dotall-regex @babel/plugin-transform-duplicate-keys
            @babel/plugin-transform-duplicate-named-capturing-groups-regex @babel/plugin-transform-dynamic-import
            @babel/plugin-transform-explicit-resource-management @babel/plugin-transform-exponentiation-operator
            @babel/plugin-transform-export-namespace-from @babel/plugin-transform-flow-comments
            @babel/plugin-transform-flow-strip-types @babel/plugin-transform-for-of
            @babel/plugin-transform-function-name @babel/plugin-transform-instanceof @babel/plugin-transform-jscript
            @babel/plugin-transform-json-strings @babel/plugin-transform-literals
            @babel/plugin-transform-logical-assignment-operators @babel/plugin-transform-member-expression-literals
            @babel/plugin-transform-modules-amd @babel/plugin-transform-modules-commonjs
            @babel/plugin-transform-modules-systemjs @babel/plugin-transform-modules-umd
            @babel/plugin-transform-named-capturing-groups-regex @babel/plugin-transform-new-target
            @babel/plugin-transform-nullish-coalescing-operator @babel/plugin-transform-numeric-separator
            @babel/plugin-transform-object-assign @babel/plugin-transform-object-rest-spread
            @babel/plugin-transform-object-set-prototype-of-to-assign @babel/plugin-transform-object-super
            @babel/plugin-transform-optional-catch-binding @babel/plugin-transform-optional-chaining
            @babel/plugin-transform-parameters @babel/plugin-transform-private-methods
            @babel/plugin-transform-private-property-in-object @babel/plugin-transform-property-literals
            @babel/plugin-transform-property-mutators @babel/plugin-transform-proto-to-assign
            @babel/plugin-transform-react-constant-elements @babel/plugin-transform-react-display-name
            @babel/plugin-transform-react-inline-elements @babel/plugin-transform-react-jsx
            @babel/plugin-transform-react-jsx-compat @babel/plugin-transform-react-jsx-development
            @babel/plugin-transform-react-jsx-self @babel/plugin-transform-react-jsx-source
            @babel/plugin-transform-react-pure-annotations @babel/plugin-transform-regenerator
            @babel/plugin-transform-regexp-modifiers @babel/plugin-transform-reserved-words
            @babel/plugin-transform-runtime @babel/plugin-transform-shorthand-properties
            @babel/plugin-transform-spread @babel/plugin-transform-sticky-regex @babel/plugin-transform-strict-mode
            @babel/plugin-transform-template-literals @babel/plugin-transform-typeof-symbol
            @babel/plugin-transform-typescript @babel/plugin-transform-unicode-escapes
            @babel/plugin-transform-unicode-property-regex @babel/plugin-transform-unicode-regex
            @babel/plugin-transform-unicode-sets-regex @babel/preset-env @babel/preset-flow @babel/preset-modules
            @babel/preset-react @babel/preset-typescript @babel/register @babel/runtime @babel/runtime-corejs2
            @babel/runtime-corejs3 @babel/template @babel/traverse @babel/types @base44/sdk @base44/vite-plugin
            @bcoe/v8-coverage @borewit/text-codec @bufbuild/protobuf @chevrotain/cst-dts-gen @chevrotain/gast
            @chevrotain/types @chevrotain/utils @clack/core @clack/prompts @colors/colors @commitlint/execute-rule
            @commitlint/load @commitlint/resolve-extends @commitlint/types @cspotcode/source-map-support
            @csstools/color-helpers @csstools/css-calc @csstools/css-color-parser @csstools/css-parser-algorithms
            @csstools/css-syntax-patches-for-csstree @csstools/css-tokenizer @csstools/media-query-list-parser
            @csstools/selector-specificity @cucumber/messages @cypress/request @dabh/diagnostics @dataform/core
            @date-fns/tz @discoveryjs/json-ext @dnd-kit/accessibility @dnd-kit/core @dnd-kit/sortable
            @dnd-kit/utilities @edsdk/n1ed-react @emnapi/core @emnapi/runtime @emnapi/wasi-threads
            @emotion/babel-plugin @emotion/cache @emotion/hash @emotion/is-prop-valid @emotion/memoize
            @emotion/react @emotion/serialize @emotion/sheet @emotion/styled @emotion/unitless
            @emotion/use-insertion-effect-with-fallbacks @emotion/utils @emotion/weak-memoize @esbuild/aix-ppc64
            @esbuild/android-arm @esbuild/android-arm64 @esbuild/android-x64 @esbuild/darwin-arm64
            @esbuild/darwin-x64 @esbuild/freebsd-arm64 @esbuild/freebsd-x64 @esbuild/linux-arm @esbuild/linux-arm64
            @esbuild/linux-ia32 @esbuild/linux-loong64 @esbuild/linux-mips64el @esbuild/linux-ppc64
            @esbuild/linux-riscv64 @esbuild/linux-s390x @esbuild/linux-x64 @esbuild/netbsd-x64 @esbuild/openbsd-x64
            @esbuild/sunos-x64 @esbuild/win32-arm64 @esbuild/win32-ia32 @esbuild/win32-x64
            @eslint-community/eslint-utils @eslint-community/regexpp @eslint/config-array @eslint/config-helpers
            @eslint/core @eslint/eslintrc @eslint/js @eslint/object-schema @eslint/plugin-kit @exodus/bytes
            @faker-js/faker @fastify/busboy @firebase/app-types @firebase/auth-interop-types @firebase/component
            @firebase/database @firebase/database-compat @firebase/database-types @firebase/logger @firebase/util
            @flmngr/flmngr-react @floating-ui/core @floating-ui/dom @floating-ui/react @floating-ui/react-dom
            @floating-ui/utils @formatjs/ecma402-abstract @formatjs/fast-memoize @formatjs/icu-messageformat-parser
            @formatjs/icu-skeleton-parser @formatjs/intl-localematcher @google-cloud/paginator
            @google-cloud/projectify @google-cloud/promisify @google-cloud/storage @google/genai
            @graphql-codegen/plugin-helpers @graphql-codegen/visitor-plugin-common @graphql-tools/batch-execute
            @graphql-tools/delegate @graphql-tools/merge @graphql-tools/optimize
            @graphql-tools/relay-operation-optimizer @graphql-tools/schema @graphql-tools/utils @graphql-tools/wrap
            @graphql-typed-document-node/core @grpc/grpc-js @grpc/proto-loader @hapi/b64 @hapi/boom @hapi/bounce
            @hapi/hoek @hapi/teamwork @hapi/topo @hono/node-server @hookform/resolvers @humanfs/core @humanfs/node
            @humanwhocodes/config-array @humanwhocodes/module-importer @humanwhocodes/object-schema
            @humanwhocodes/retry @img/colour @img/sharp-libvips-linux-x64 @img/sharp-libvips-linuxmusl-x64
            @img/sharp-linux-x64 @img/sharp-linuxmusl-x64 @inquirer/ansi @inquirer/checkbox @inquirer/confirm
            @inquirer/core @inquirer/editor @inquirer/expand @inquirer/external-editor @inquirer/figures
            @inquirer/input @inquirer/number @inquirer/password @inquirer/prompts @inquirer/rawlist @inquirer/search
            @inquirer/select @inquirer/type @ioredis/commands @isaacs/balanced-match @isaacs/brace-expansion
            @isaacs/cliui @isaacs/fs-minipass @isaacs/ttlcache @istanbuljs/load-nyc-config @istanbuljs/schema
            @jest/console @jest/core @jest/create-cache-key-function @jest/diff-sequences @jest/environment
            @jest/expect @jest/expect-utils @jest/fake-timers @jest/get-type @jest/globals @jest/pattern
            @jest/reporters @jest/schemas @jest/snapshot-utils @jest/source-map @jest/test-result
            @jest/test-sequencer @jest/transform @jest/types @jridgewell/gen-mapping @jridgewell/remapping
            @jridgewell/resolve-uri @jridgewell/set-array @jridgewell/source-map @jridgewell/sourcemap-codec
            @jridgewell/trace-mapping @js-sdsl/ordered-map @jsdevtools/ono @jsep-plugin/regex @jsonjoy.com/base64
            @jsonjoy.com/buffers @jsonjoy.com/codegen @jsonjoy.com/json-pack @jsonjoy.com/json-pointer
            @jsonjoy.com/util @keyv/serialize @kwsites/file-exists @kwsites/promise-deferred @leichtgewicht/ip-codec
            @lukeed/csprng @mapbox/node-pre-gyp @mdx-js/react @microsoft/tsdoc @modelcontextprotocol/sdk
            @module-federation/error-codes @module-federation/runtime @module-federation/sdk
            @msgpackr-extract/msgpackr-extract-linux-x64 @mswjs/interceptors @mui/core-downloads-tracker
            @mui/material @mui/private-theming @mui/styled-engine @mui/system @mui/types @mui/utils
            @napi-rs/wasm-runtime @nestjs/common @nestjs/core @next/env @next/eslint-plugin-next
            @next/swc-linux-x64-gnu @next/swc-linux-x64-musl @nicolo-ribaudo/eslint-scope-5-internals @noble/curves
            @noble/hashes @nodelib/fs.macchiato @nodelib/fs.scandir @nodelib/fs.stat @nodelib/fs.walk
            @nolyfill/is-core-module @npmcli/agent @npmcli/arborist @npmcli/config @npmcli/disparity-colors
            @npmcli/fs @npmcli/git @npmcli/installed-package-contents @npmcli/map-workspaces
            @npmcli/metavuln-calculator @npmcli/mock-registry @npmcli/move-file @npmcli/name-from-folder
            @npmcli/node-gyp @npmcli/package-json @npmcli/promise-spawn @npmcli/query @npmcli/redact
            @npmcli/run-script @npmcli/smoke-tests @nx/devkit @octokit/auth-app @octokit/auth-oauth-user
            @octokit/auth-token @octokit/core @octokit/endpoint @octokit/graphql @octokit/openapi-types
            @octokit/plugin-paginate-rest @octokit/plugin-request-log @octokit/plugin-rest-endpoint-methods
            @octokit/plugin-retry @octokit/plugin-throttling @octokit/request @octokit/request-error @octokit/rest
            @octokit/types @octokit/webhooks @open-draft/deferred-promise @open-draft/logger @open-draft/until
            @opentelemetry/api @opentelemetry/api-logs @opentelemetry/context-async-hooks @opentelemetry/core
            @opentelemetry/exporter-logs-otlp-grpc @opentelemetry/exporter-logs-otlp-http
            @opentelemetry/exporter-logs-otlp-proto @opentelemetry/exporter-metrics-otlp-grpc
            @opentelemetry/exporter-metrics-otlp-http @opentelemetry/exporter-metrics-otlp-proto
            @opentelemetry/exporter-trace-otlp-grpc @opentelemetry/exporter-trace-otlp-http
            @opentelemetry/exporter-trace-otlp-proto @opentelemetry/exporter-zipkin @opentelemetry/instrumentation
            @opentelemetry/instrumentation-amqplib @opentelemetry/instrumentation-connect
            @opentelemetry/instrumentation-dataloader @opentelemetry/instrumentation-express
            @opentelemetry/instrumentation-fs @opentelemetry/instrumentation-generic-pool
            @opentelemetry/instrumentation-graphql @opentelemetry/instrumentation-hapi
            @opentelemetry/instrumentation-http @opentelemetry/instrumentation-ioredis
            @opentelemetry/instrumentation-kafkajs @opentelemetry/instrumentation-knex
            @opentelemetry/instrumentation-koa @opentelemetry/instrumentation-lru-memoizer
            @opentelemetry/instrumentation-mongodb @opentelemetry/instrumentation-mongoose
            @opentelemetry/instrumentation-mysql @opentelemetry/instrumentation-mysql2
            @opentelemetry/instrumentation-pg @opentelemetry/instrumentation-redis
            @opentelemetry/instrumentation-tedious @opentelemetry/instrumentation-undici
            @opentelemetry/otlp-exporter-base @opentelemetry/otlp-grpc-exporter-base @opentelemetry/otlp-transformer
            @opentelemetry/propagator-b3 @opentelemetry/propagator-jaeger @opentelemetry/redis-common
            @opentelemetry/resources @opentelemetry/sdk-logs @opentelemetry/sdk-metrics @opentelemetry/sdk-node
            @opentelemetry/sdk-trace-base @opentelemetry/sdk-trace-node @opentelemetry/semantic-conventions
            @opentelemetry/sql-common @oxc-project/types @paralleldrive/cuid2 @parcel/watcher
            @parcel/watcher-linux-x64-glibc @parcel/watcher-linux-x64-musl @pinojs/redact @pkgjs/parseargs
            @pkgr/core @playwright/test @pmmmwh/react-refresh-webpack-plugin @pnpm/config.env-replace
            @pnpm/network.ca-file @pnpm/npm-conf @polka/url @popperjs/babel-config @popperjs/bundle @popperjs/core
            @popperjs/eslint-config-popper @popperjs/test @popperjs/test-utils @prisma/client @prisma/debug
            @prisma/engines @prisma/engines-version @prisma/fetch-engine @prisma/get-platform
            @prisma/instrumentation @protobufjs/aspromise @protobufjs/base64 @protobufjs/codegen
            @protobufjs/eventemitter @protobufjs/fetch @protobufjs/float @protobufjs/inquire @protobufjs/path
            @protobufjs/pool @protobufjs/utf8 @puppeteer/browsers @radix-ui/number @radix-ui/primitive
            @radix-ui/react-accordion @radix-ui/react-alert-dialog @radix-ui/react-arrow
            @radix-ui/react-aspect-ratio @radix-ui/react-avatar @radix-ui/react-checkbox @radix-ui/react-collapsible
            @radix-ui/react-collection @radix-ui/react-compose-refs @radix-ui/react-context
            @radix-ui/react-context-menu @radix-ui/react-dialog @radix-ui/react-direction
            @radix-ui/react-dismissable-layer @radix-ui/react-dropdown-menu @radix-ui/react-focus-guards
            @radix-ui/react-focus-scope @radix-ui/react-hover-card @radix-ui/react-id @radix-ui/react-label
            @radix-ui/react-menu @radix-ui/react-menubar @radix-ui/react-navigation-menu @radix-ui/react-popover
            @radix-ui/react-popper @radix-ui/react-portal @radix-ui/react-presence @radix-ui/react-primitive
            @radix-ui/react-progress @radix-ui/react-radio-group @radix-ui/react-roving-focus
            @radix-ui/react-scroll-area @radix-ui/react-select @radix-ui/react-separator @radix-ui/react-slider
            @radix-ui/react-slot @radix-ui/react-switch @radix-ui/react-tabs @radix-ui/react-toast
            @radix-ui/react-toggle @radix-ui/react-toggle-group @radix-ui/react-tooltip
            @radix-ui/react-use-callback-ref @radix-ui/react-use-controllable-state @radix-ui/react-use-effect-event
            @radix-ui/react-use-escape-keydown @radix-ui/react-use-is-hydrated @radix-ui/react-use-layout-effect
            @radix-ui/react-use-previous @radix-ui/react-use-rect @radix-ui/react-use-size
            @radix-ui/react-visually-hidden @radix-ui/rect @react-aria/utils @react-native/normalize-colors
            @react-types/shared @reduxjs/toolkit @remix-run/router @rolldown/pluginutils @rollup/plugin-babel
            @rollup/plugin-commonjs @rollup/plugin-node-resolve @rollup/plugin-replace @rollup/pluginutils
            @rollup/rollup-linux-x64-gnu @rollup/rollup-linux-x64-musl @rtsao/scc @rushstack/eslint-patch
            @sec-ant/readable-stream @selderee/plugin-htmlparser2 @sentry-internal/browser-utils
            @sentry-internal/feedback @sentry-internal/replay @sentry-internal/replay-canvas
            @sentry/babel-plugin-component-annotate @sentry/browser @sentry/cli @sentry/cli-linux-x64 @sentry/core
            @sentry/node @sentry/opentelemetry @sentry/react @sentry/types @sentry/utils @shikijs/types
            @sideway/address @sideway/formula @sideway/pinpoint @sigstore/bundle @sigstore/protobuf-specs
            @sigstore/sign @sigstore/tuf @sinclair/typebox @sindresorhus/is @sindresorhus/merge-streams
            @sinonjs/commons @sinonjs/fake-timers @sinonjs/samsam @smithy/abort-controller
            @smithy/chunked-blob-reader @smithy/chunked-blob-reader-native @smithy/config-resolver @smithy/core
            @smithy/credential-provider-imds @smithy/eventstream-codec @smithy/eventstream-serde-browser
            @smithy/eventstream-serde-config-resolver @smithy/eventstream-serde-node
            @smithy/eventstream-serde-universal @smithy/fetch-http-handler @smithy/hash-blob-browser
            @smithy/hash-node @smithy/hash-stream-node @smithy/invalid-dependency @smithy/is-array-buffer
            @smithy/md5-js @smithy/middleware-content-length @smithy/middleware-endpoint @smithy/middleware-retry
            @smithy/middleware-serde @smithy/middleware-stack @smithy/node-config-provider @smithy/node-http-handler
            @smithy/property-provider @smithy/protocol-http @smithy/querystring-builder @smithy/querystring-parser
            @smithy/service-error-classification @smithy/shared-ini-file-loader @smithy/signature-v4
            @smithy/smithy-client @smithy/types @smithy/url-parser @smithy/util-base64
            @smithy/util-body-length-browser @smithy/util-body-length-node @smithy/util-buffer-from
            @smithy/util-config-provider @smithy/util-defaults-mode-browser @smithy/util-defaults-mode-node
            @smithy/util-endpoints @smithy/util-hex-encoding @smithy/util-middleware @smithy/util-retry
            @smithy/util-stream @smithy/util-uri-escape @smithy/util-utf8 @smithy/util-waiter @smithy/uuid
            @so-ric/colorspace @socket.io/component-emitter @standard-schema/spec @standard-schema/utils
            @stoplight/types @storybook/addon-docs @storybook/client-logger @storybook/components
            @storybook/core-events @storybook/csf @storybook/csf-plugin @storybook/global @storybook/icons
            @storybook/preview-api @storybook/react @storybook/react-dom-shim @storybook/theming @supabase/auth-js
            @supabase/functions-js @supabase/postgrest-js @supabase/realtime-js @supabase/storage-js
            @supabase/supabase-js @svgr/babel-plugin-add-jsx-attribute @svgr/babel-plugin-remove-jsx-attribute
            @svgr/babel-plugin-remove-jsx-empty-expression @svgr/babel-plugin-replace-jsx-attribute-value
            @svgr/babel-plugin-svg-dynamic-title @svgr/babel-plugin-svg-em-dimensions
            @svgr/babel-plugin-transform-react-native-svg @svgr/babel-plugin-transform-svg-component
            @svgr/babel-preset @svgr/core @svgr/hast-util-to-babel-ast @svgr/plugin-jsx @svgr/plugin-svgo
            @svgr/webpack @swc/core @swc/core-linux-x64-gnu @swc/core-linux-x64-musl @swc/counter @swc/helpers
            @swc/types @szmarczak/http-timer @tailwindcss/node @tailwindcss/oxide @tailwindcss/oxide-linux-x64-gnu
            @tailwindcss/oxide-linux-x64-musl @tailwindcss/postcss @tailwindcss/typography @tailwindcss/vite
            @tanstack/query-core @tanstack/react-query @tanstack/react-table @tanstack/react-virtual
            @tanstack/table-core @tanstack/virtual-core @testing-library/dom @testing-library/jest-dom
            @testing-library/react @testing-library/user-event @tokenizer/inflate @tokenizer/token @tootallnate/once
            @tootallnate/quickjs-emscripten @trysound/sax @ts-morph/common @tsconfig/node10 @tsconfig/node12
            @tsconfig/node14 @tsconfig/node16 @tufjs/canonical-json @tufjs/models @turf/helpers @tybys/wasm-util
            @typescript-eslint/eslint-plugin @typescript-eslint/experimental-utils @typescript-eslint/parser
            @typescript-eslint/project-service @typescript-eslint/scope-manager @typescript-eslint/tsconfig-utils
            @typescript-eslint/type-utils @typescript-eslint/types @typescript-eslint/typescript-estree
            @typescript-eslint/utils @typescript-eslint/visitor-keys @typespec/ts-http-runtime
            @ungap/structured-clone @unrs/resolver-binding-linux-x64-gnu @unrs/resolver-binding-linux-x64-musl
            @vercel/nft @vitejs/plugin-react @vitest/coverage-v8 @vitest/expect @vitest/mocker @vitest/pretty-format
            @vitest/runner @vitest/snapshot @vitest/spy @vitest/utils @vue/compiler-core @vue/compiler-dom
            @vue/compiler-sfc @vue/compiler-ssr @vue/devtools-api @vue/reactivity @vue/runtime-core @vue/runtime-dom
            @vue/server-renderer @vue/shared @webassemblyjs/ast @webassemblyjs/floating-point-hex-parser
            @webassemblyjs/helper-api-error @webassemblyjs/helper-buffer @webassemblyjs/helper-numbers
            @webassemblyjs/helper-wasm-bytecode @webassemblyjs/helper-wasm-section @webassemblyjs/ieee754
            @webassemblyjs/leb128 @webassemblyjs/utf8 @webassemblyjs/wasm-edit @webassemblyjs/wasm-gen
            @webassemblyjs/wasm-opt @webassemblyjs/wasm-parser @webassemblyjs/wast-printer @webpack-cli/configtest
            @webpack-cli/info @webpack-cli/serve @whatwg-node/fetch @whatwg-node/node-fetch @xmldom/xmldom
            @xtuc/ieee754 @xtuc/long @yarnpkg/lockfile @yarnpkg/parsers @zeit/schemas JSONStream abab abbrev
            abort-controller accepts acorn acorn-bigint acorn-class-fields acorn-dynamic-import acorn-export-ns-from
            acorn-globals acorn-import-assertions acorn-import-attributes acorn-import-meta acorn-import-phases
            acorn-jsx acorn-loose acorn-node acorn-numeric-separator acorn-private-class-elements
            acorn-private-methods acorn-static-class-features acorn-walk address adjust-sourcemap-loader adler-32
            adm-zip agent-base agentkeepalive aggregate-error ai ajv ajv-draft-04 ajv-errors ajv-formats
            ajv-keywords ansi-align ansi-colors ansi-escapes ansi-gray ansi-html-community ansi-regex ansi-styles
            ansi-wrap ansis any-promise anymatch append-field append-transform aproba arch archiver archiver-utils
            archy are-we-there-yet arg argparse aria-hidden aria-query arr-diff arr-filter arr-flatten arr-map
            arr-union array-back array-buffer-byte-length array-differ array-each array-flatten array-ify
            array-includes array-initial array-last array-slice array-sort array-timsort array-union array-uniq
            array-unique array.prototype.every array.prototype.find array.prototype.findlast
            array.prototype.findlastindex array.prototype.flat array.prototype.flatmap array.prototype.reduce
            array.prototype.tosorted arraybuffer.prototype.slice arrify asap asn1 asn1.js assert assert-plus
            assertion-error assign-symbols ast-types ast-types-flow ast-v8-to-istanbul astral-regex async async-done
            async-function async-limiter async-retry async-settle asynckit asyncro at-least-node atomic-sleep
            attr-accept auto-bind autoprefixer available-typed-arrays aws-sdk aws-sign2 aws4 axe-core axios
            axobject-query b4a babel-check-duplicated-nodes babel-jest babel-loader babel-runtime bach bail
            balanced-match bare-events bare-fs bare-os bare-path bare-stream bare-url base base64-arraybuffer
            base64-js base64id baseline-browser-mapping basic-auth basic-ftp batch bcrypt-pbkdf before-after-hook
            better-opn bidi-js big-integer big.js bignumber.js binary-extensions bindings bl bluebird bn.js
            body-parser bonjour-service boolbase bootstrap bottleneck bowser boxen bplist-parser brace-expansion
            braces brorand browser-process-hrtime browser-stdout browserify-aes browserify-cipher browserify-des
            browserify-rsa browserify-sign browserify-zlib browserslist bs-logger bser bson buffer buffer-crc32
            buffer-equal-constant-time buffer-from buffer-xor bufferstreams builtin-modules builtin-status-codes
            builtins bundle-name busboy bytes c12 cac cacache cache-base cacheable-lookup cacheable-request cachedir
            caching-transform call-bind call-bind-apply-helpers call-bound call-me-maybe caller-path callsites
            camel-case camelcase camelcase-css camelcase-keys camelize caniuse-api caniuse-lite capital-case
            case-sensitive-paths-webpack-plugin caseless ccount chai chalk chalk-template change-case
            change-case-all char-regex character-entities character-entities-html4 character-entities-legacy
            character-reference-invalid charcodes chardet charenc chart.js check-error cheerio cheerio-select
            chevrotain chokidar chownr chrome-launcher chrome-trace-event chromium-bidi ci-info cipher-base citty
            cjs-module-lexer class-transformer class-utils class-variance-authority classnames clean-css clean-stack
            cli-boxes cli-cursor cli-spinners cli-table3 cli-truncate cli-width client-only clipboard clipboardy
            cliui clone clone-deep clone-response clsx cluster-key-slot cmdk co code-block-writer code-point-at
            codemirror coffee-script coffeescript collect-v8-coverage collection-map collection-visit color
            color-convert color-name color-string color-support colord colorette colors colorspace combined-stream
            comma-separated-tokens commander comment-json common-path-prefix common-tags commondir compare-func
            compare-versions component-emitter compress-commons compressible compression compute-scroll-into-view
            concat-map concat-stream concurrently confbox config-chain configstore confusing-browser-globals connect
            connect-history-api-fallback consola console-browserify console-control-strings constant-case
            constants-browserify content-disposition content-type conventional-changelog-angular
            conventional-changelog-conventionalcommits conventional-commits-parser convert-source-map cookie
            cookie-es cookie-signature cookiejar copy-anything copy-descriptor copy-props copy-to-clipboard
            copy-webpack-plugin core-js core-js-compat core-js-pure core-util-is cors cosmiconfig crc-32
            crc32-stream create-ecdh create-hash create-hmac create-jest create-require crelt cron-parser cross-env
            cross-fetch cross-spawn crypt crypto-browserify crypto-js crypto-random-string css css-color-keywords
            css-declaration-sorter css-line-break css-loader css-minimizer-webpack-plugin css-select
            css-to-react-native css-tree css-what css.escape cssesc cssnano cssnano-preset-default cssnano-utils
            csso cssom cssstyle csstype csv-parse d d3 d3-array d3-axis d3-brush d3-collection d3-color d3-delaunay
            d3-dispatch d3-drag d3-dsv d3-ease d3-force d3-format d3-geo d3-hierarchy d3-interpolate d3-path
            d3-polygon d3-quadtree d3-random d3-sankey d3-scale d3-scale-chromatic d3-selection d3-shape d3-time
            d3-time-format d3-timer d3-transition d3-zoom damerau-levenshtein dargs dashdash data-uri-to-buffer
            data-urls data-view-buffer data-view-byte-length data-view-byte-offset dataloader date-fns date-format
            dateformat dayjs debounce debug decamelize decamelize-keys decimal.js decimal.js-light
            decode-named-character-reference decode-uri-component decompress-response dedent deep-eql deep-equal
            deep-extend deep-is deepmerge deepmerge-ts default-browser default-browser-id default-compare
            default-gateway default-require-extensions default-resolution defaults defer-to-connect
            define-data-property define-lazy-prop define-properties define-property defined defu degenerator del
            delaunator delay delayed-stream delegate delegates denque depd dependency-graph deprecation dequal
            des.js destr destroy detect-file detect-indent detect-libc detect-newline detect-node detect-node-es
            devlop devtools-protocol dezalgo didyoumean diff diff-sequences diffie-hellman dir-glob dlv dns-packet
            doctrine dom-accessibility-api dom-converter dom-helpers dom-serializer domain-browser domelementtype
            domexception domhandler dompurify domutils dot-case dot-prop dotenv dotenv-expand dotignore dset
            dunder-proto duplexer duplexer2 duplexer3 duplexify each-props eastasianwidth ecc-jsbn
            ecdsa-sig-formatter editorconfig ee-first effect ejs electron-to-chromium elliptic embla-carousel
            embla-carousel-react embla-carousel-reactive-utils emittery emoji-regex emojis-list empathic enabled
            encodeurl encoding encoding-sniffer end-of-stream engine.io engine.io-client engine.io-parser
            enhanced-resolve enquirer entities env-paths envinfo environment err-code errno error-ex
            error-stack-parser es-abstract es-array-method-boxes-properly es-define-property es-errors
            es-get-iterator es-iterator-helpers es-module-lexer es-object-atoms es-set-tostringtag
            es-shim-unscopables es-to-primitive es-toolkit es-value-fixtures es5-ext es6-error es6-iterator
            es6-object-assign es6-promise es6-set es6-symbol es6-weak-map esbuild esbuild-register escalade
            escape-goat escape-html escape-string-regexp escodegen eslint eslint-config-airbnb-base
            eslint-config-eslint eslint-config-gulp eslint-config-next eslint-config-prettier
            eslint-import-resolver-node eslint-import-resolver-typescript eslint-module-utils eslint-plugin-import
            eslint-plugin-jest eslint-plugin-jsx-a11y eslint-plugin-prettier eslint-plugin-react
            eslint-plugin-react-hooks eslint-plugin-react-refresh eslint-plugin-testing-library
            eslint-plugin-unused-imports eslint-utils eslint-visitor-keys esniff espree esprima esquery esrecurse
            estraverse estree-util-is-identifier-name estree-walker esutils etag event-emitter event-target-shim
            eventemitter2 eventemitter3 events events-universal eventsource eventsource-parser evp_bytestokey execa
            executable exit exit-x expand-brackets expand-template expand-tilde expect expect-type
            exponential-backoff express express-rate-limit exsolve ext extend extend-shallow external-editor extglob
            extract-zip extsprintf fancy-log fast-check fast-content-type-parse fast-copy fast-decode-uri-component
            fast-deep-equal fast-diff fast-equals fast-fifo fast-glob fast-json-stable-stringify fast-levenshtein
            fast-redact fast-safe-stringify fast-uri fast-xml-parser fastest-levenshtein fastq fault faye-websocket
            fb-watchman fbjs fbjs-css-vars fd-slicer fdir fecha fetch-blob fflate figures file-entry-cache
            file-loader file-selector file-type file-uri-to-path filelist filename-reserved-regex filenamify
            filesize fill-range filter-obj finalhandler find-cache-dir find-root find-up find-up-simple findup-sync
            fined flat flat-cache flatted fn.name follow-redirects font-awesome for-each for-in for-own
            foreground-child forever-agent fork-ts-checker-webpack-plugin form-data form-data-encoder format
            formdata-node formdata-polyfill formidable forwarded forwarded-parse fraction.js fragment-cache
            framer-motion fresh from2 fs-constants fs-extra fs-minipass fs-monkey fs.realpath fsevents function-bind
            function.prototype.name functional-red-black-tree functions-have-names fuse.js gauge gaxios gcp-metadata
            generate-function generator-function generic-pool gensync get-caller-file get-east-asian-width
            get-func-name get-intrinsic get-nonce get-own-enumerable-property-symbols get-package-type get-port
            get-proto get-stdin get-stream get-symbol-description get-tsconfig get-uri get-value getpass giget
            git-raw-commits github-from-package github-slugger glob glob-parent glob-to-regexp glob-watcher
            global-directory global-dirs global-modules global-prefix globals globalthis globalyzer globby globrex
            good-listener google-auth-library google-gax google-logging-utils googleapis-common gopd got graceful-fs
            graphemer graphql graphql-request graphql-tag graphql-ws gtoken gulp gulp-cli gzip-size handle-thing
            handlebars har-schema har-validator hard-rejection harmony-reflect has has-ansi has-bigints
            has-dynamic-import has-flag has-property-descriptors has-proto has-symbols has-tostringtag has-unicode
            has-value has-values hash-base hash.js hasha hasown hast-util-from-parse5 hast-util-parse-selector
            hast-util-raw hast-util-to-jsx-runtime hast-util-to-parse5 hast-util-whitespace hastscript he
            header-case headers-polyfill helmet help-me hermes-estree hermes-parser highlight.js history hmac-drbg
            hoist-non-react-statics homedir-polyfill hono hosted-git-info hpack.js html-encoding-sniffer
            html-entities html-escaper html-minifier-terser html-parse-stringify html-tags html-to-text
            html-url-attributes html-void-elements html-webpack-plugin html2canvas html5shiv htmlparser2
            http-cache-semantics http-deceiver http-errors http-parser-js http-proxy http-proxy-agent
            http-proxy-middleware http-signature http2-wrapper https-browserify https-proxy-agent human-signals
            humanize-ms husky hyperdyperid hyphenate-style-name i18next iconv-lite icss-utils idb identity-obj-proxy
            ieee754 ignore ignore-by-default ignore-walk image-size immediate immer immutable import-fresh
            import-from import-in-the-middle import-lazy import-local import-meta-resolve imurmurhash indent-string
            infer-owner inflight inherits ini inline-style-parser inquirer internal-slot internmap interpret
            intl-fallback-symbol intl-messageformat invariant ioredis ip ip-address ip-regex ipaddr.js is-absolute
            is-absolute-url is-accessor-descriptor is-alphabetical is-alphanumerical is-arguments is-array-buffer
            is-arrayish is-async-function is-bigint is-binary-path is-boolean-object is-buffer is-builtin-module
            is-bun-module is-callable is-ci is-core-module is-data-descriptor is-data-view is-date-object is-decimal
            is-descriptor is-docker is-extendable is-extglob is-finalizationregistry is-fullwidth-code-point
            is-generator-fn is-generator-function is-glob is-hexadecimal is-inside-container is-installed-globally
            is-interactive is-lambda is-lower-case is-map is-mergeable-object is-module is-nan is-negated-glob
            is-negative-zero is-network-error is-node-process is-npm is-number is-number-object is-obj is-object
            is-path-cwd is-path-inside is-plain-obj is-plain-object is-port-reachable
            is-potential-custom-element-name is-primitive is-promise is-property is-reference is-regex is-regexp
            is-relative is-retry-allowed is-set is-shared-array-buffer is-stream is-string is-symbol is-text-path
            is-typed-array is-typedarray is-unc-path is-unicode-supported is-upper-case is-url is-utf8 is-weakmap
            is-weakref is-weakset is-what is-windows is-wsl isarray isbinaryfile isexe isobject isomorphic-fetch
            isomorphic-ws isstream istanbul istanbul-lib-coverage istanbul-lib-hook istanbul-lib-instrument
            istanbul-lib-processinfo istanbul-lib-report istanbul-lib-source-maps istanbul-reports
            iterator.prototype jackspeak jake jest jest-changed-files jest-circus jest-cli jest-config jest-diff
            jest-docblock jest-each jest-environment-jsdom jest-environment-node jest-get-type jest-haste-map
            jest-jasmine2 jest-junit jest-leak-detector jest-matcher-utils jest-message-util jest-mock
            jest-pnp-resolver jest-regex-util jest-resolve jest-resolve-dependencies jest-runner jest-runtime
            jest-serializer jest-snapshot jest-util jest-validate jest-watcher jest-worker jiti jju jmespath joi
            jose joycon jquery js-base64 js-cookie js-levenshtein js-tokens js-yaml jsbn jsdoc-type-pratt-parser
            jsdom jsep jsesc json-bigint json-buffer json-parse-better-errors json-parse-even-better-errors
            json-schema json-schema-to-ts json-schema-traverse json-schema-typed json-stable-stringify
            json-stable-stringify-without-jsonify json-stringify-safe json5 jsonc-parser jsonfile jsonify jsonparse
            jsonpath-plus jsonpointer jsonstream jsonwebtoken jspdf jsprim jsx-ast-utils jszip just-debounce jwa
            jwks-rsa jws jwt-decode keyv kind-of kleur klona known-css-properties kuler language-subtag-registry
            language-tags last-run latest-version launch-editor lazystream less leven levn lex-parser lib0
            libnpmaccess libnpmdiff libnpmexec libnpmfund libnpmhook libnpmorg libnpmpack libnpmpublish libnpmsearch
            libnpmteam libnpmversion lie lighthouse-logger lightningcss lightningcss-linux-x64-gnu
            lightningcss-linux-x64-musl lilconfig limiter line-column lines-and-columns linkify-it lint-staged
            listr2 load-json-file loader-runner loader-utils local-pkg locate-path lodash log-symbols log-update
            log4js logform loglevel long longest-streak loose-envify loupe lower-case lower-case-first
            lowercase-keys lru-cache lru-memoizer lucide-react luxon lz-string magic-string magicast
            make-arrow-function make-async-function make-dir make-error make-fetch-happen make-generator-function
            makeerror map-cache map-obj map-visit markdown-it markdown-table marked matchdep math-intrinsics md5
            md5.js mdast-util-find-and-replace mdast-util-from-markdown mdast-util-gfm
            mdast-util-gfm-autolink-literal mdast-util-gfm-footnote mdast-util-gfm-strikethrough
            mdast-util-gfm-table mdast-util-gfm-task-list-item mdast-util-mdx-expression mdast-util-mdx-jsx
            mdast-util-mdxjs-esm mdast-util-phrasing mdast-util-to-hast mdast-util-to-markdown mdast-util-to-string
            mdn-data mdurl media-typer mem memfs memoize-one memory-fs meow merge-descriptors merge-stream merge2
            methods micromark micromark-core-commonmark micromark-extension-gfm
            micromark-extension-gfm-autolink-literal micromark-extension-gfm-footnote
            micromark-extension-gfm-strikethrough micromark-extension-gfm-table micromark-extension-gfm-tagfilter
            micromark-extension-gfm-task-list-item micromark-factory-destination micromark-factory-label
            micromark-factory-space micromark-factory-title micromark-factory-whitespace micromark-util-character
            micromark-util-chunked micromark-util-classify-character micromark-util-combine-extensions
            micromark-util-decode-numeric-character-reference micromark-util-decode-string micromark-util-encode
            micromark-util-html-tag-name micromark-util-normalize-identifier micromark-util-resolve-all
            micromark-util-sanitize-uri micromark-util-subtokenize micromark-util-symbol micromark-util-types
            micromatch miller-rabin mime mime-db mime-score mime-types mimic-fn mimic-function mimic-response
            min-indent mini-css-extract-plugin minimalistic-assert minimalistic-crypto-utils minimatch minimist
            minimist-options minipass minipass-collect minipass-fetch minipass-flush minipass-json-stream
            minipass-pipeline minipass-sized minizlib mitt mixin-deep mkdirp mkdirp-classic mlly mnemonist mocha
            module-details-from-path moment moment-timezone mongodb mongodb-connection-string-url morgan motion-dom
            motion-utils mri mrmime ms msgpackr msgpackr-extract msw multer multicast-dns multimatch mustache
            mute-stdout mute-stream mysql2 mz named-placeholders nan nanoid nanomatch napi-build-utils
            napi-postinstall natural-compare natural-compare-lite needle negotiator neo-async netmask next
            next-themes next-tick nice-try no-case node-abi node-abort-controller node-addon-api node-domexception
            node-emoji node-fetch node-fetch-native node-forge node-gyp node-gyp-build
            node-gyp-build-optional-packages node-int64 node-modules-regexp node-preload node-releases node-sass
            nodemailer nodemon nomnom nopt normalize-package-data normalize-path normalize-range normalize-url
            normalize.css notifications-node-client now-and-later npm npm-bundled npm-install-checks
            npm-normalize-package-bin npm-package-arg npm-packlist npm-pick-manifest npm-registry-fetch npm-run-path
            npmlog nth-check nullthrows number-is-nan nwsapi nx nyc nypm oauth-sign object-assign object-copy
            object-hash object-inspect object-is object-keys object-visit object.assign object.defaults
            object.entries object.fromentries object.getownpropertydescriptors object.groupby object.pick
            object.reduce object.values obliterator obuf obug ohash on-exit-leak-free on-finished on-headers once
            one-time onetime open openai openapi-types opener optimist optionator ora os-browserify os-homedir
            os-tmpdir outvariant own-keys p-cancelable p-defer p-event p-finally p-is-promise p-limit p-locate p-map
            p-queue p-retry p-timeout p-try pac-proxy-agent pac-resolver package-hash package-json
            package-json-from-dist package-manager-detector pacote pako papaparse param-case parent-module
            parse-asn1 parse-entities parse-filepath parse-json parse-ms parse-node-version parse-passwd parse5
            parse5-htmlparser2-tree-adapter parse5-parser-stream parseurl pascal-case pascalcase path-browserify
            path-case path-dirname path-exists path-is-absolute path-is-inside path-key path-parse path-root
            path-root-regex path-scurry path-to-regexp path-type pathe pathval pbkdf2 pdfjs-dist peek-readable pend
            perfect-debounce performance-now pg pg-cloudflare pg-connection-string pg-int8 pg-pool pg-protocol
            pg-types pgpass picocolors picomatch pidtree pify pinkie pinkie-promise pino pino-abstract-transport
            pino-pretty pino-std-serializers pirates piscina pkce-challenge pkg-dir pkg-types pkg-up playwright
            playwright-core plugin-error pluralize pngjs pnpm polished popper.js portfinder posix-character-classes
            possible-typed-array-names postcss postcss-calc postcss-colormin postcss-convert-values
            postcss-custom-media postcss-custom-properties postcss-discard-comments postcss-discard-duplicates
            postcss-discard-empty postcss-discard-overridden postcss-import postcss-js postcss-load-config
            postcss-loader postcss-media-query-parser postcss-merge-longhand postcss-merge-rules
            postcss-minify-font-values postcss-minify-gradients postcss-minify-params postcss-minify-selectors
            postcss-modules-extract-imports postcss-modules-local-by-default postcss-modules-scope
            postcss-modules-values postcss-nested postcss-nesting postcss-normalize-charset
            postcss-normalize-display-values postcss-normalize-positions postcss-normalize-repeat-style
            postcss-normalize-string postcss-normalize-timing-functions postcss-normalize-unicode
            postcss-normalize-url postcss-normalize-whitespace postcss-ordered-values postcss-reduce-initial
            postcss-reduce-transforms postcss-safe-parser postcss-selector-parser postcss-svgo
            postcss-unique-selectors postcss-value-parser postgres-array postgres-bytea postgres-date
            postgres-interval preact prebuild-install prelude-ls prepend-http prettier prettier-linter-helpers
            pretty-bytes pretty-error pretty-format pretty-ms prisma prismjs private proc-log process
            process-nextick-args process-on-spawn process-warning progress promise promise-inflight promise-retry
            prompts prop-types proper-lockfile property-expr property-information prosemirror-model
            prosemirror-transform proto-list proto3-json-serializer protobufjs proxy-addr proxy-agent proxy-from-env
            prr pseudomap psl pstree.remy public-encrypt pump pumpify punycode punycode.js pupa puppeteer
            puppeteer-core pure-rand q qrcode-terminal qs quansync query-string querystring querystring-es3
            querystringify queue queue-microtask quick-format-unescaped quick-lru raf ramda randombytes randomfill
            range-parser raw-body rc9 react react-day-picker react-docgen react-docgen-typescript react-dom
            react-dropzone react-easy-router react-error-boundary react-fast-compare react-hook-form react-i18next
            react-is react-lifecycles-compat react-markdown react-redux react-refresh react-remove-scroll
            react-remove-scroll-bar react-resizable-panels react-router react-router-dom react-select react-smooth
            react-style-singleton react-transition-group read read-cache read-package-json read-pkg read-pkg-up
            readable-stream readdir-glob readdirp real-require recast recharts recharts-scale rechoir redent redis
            redis-errors redis-parser redux redux-thunk reflect-metadata reflect.getprototypeof regenerate
            regenerate-unicode-properties regenerator-runtime regenerator-transform regex-not regex-parser
            regexp-tree regexp.prototype.flags regexpp regexpu-core registry-auth-token registry-url regjsgen
            regjsparser relateurl release-zalgo remark-gfm remark-parse remark-rehype remark-stringify
            remove-trailing-separator renderkid repeat-element repeat-string replace-ext replace-homedir request
            require-directory require-from-string require-in-the-middle require-main-filename requirejs
            requires-port reselect resize-observer-polyfill resolve resolve-alpn resolve-cwd resolve-dir
            resolve-from resolve-pkg-maps resolve-url resolve-url-loader resolve.exports responselike restore-cursor
            ret retry retry-request reusify rfdc rimraf ripemd160 robust-predicates rollup rollup-pluginutils router
            rrweb-cssom run-applescript run-async run-parallel rw rxjs safe-array-concat safe-buffer safe-push-apply
            safe-regex safe-regex-test safe-stable-stringify safer-buffer sass sass-loader sax saxes scheduler
            schema-utils secure-json-parse selderee select select-hose selfsigned semver semver-compare semver-diff
            semver-greatest-satisfied-range semver-regex send sentence-case serialize-error serialize-javascript
            serve serve-handler serve-index serve-static set-blocking set-cookie-parser set-function-length
            set-function-name set-proto set-value setimmediate setprototypeof sha.js shallow-clone shallowequal
            sharp shebang-command shebang-regex shell-quote shelljs shimmer side-channel side-channel-list
            side-channel-map side-channel-weakmap siginfo signal-exit sigstore simple-concat simple-get simple-git
            simple-swizzle simple-update-notifier sinon sirv sisteransi slash slice-ansi slugify smart-buffer
            smol-toml snake-case snapdragon snapdragon-node snapdragon-util socket.io socket.io-adapter
            socket.io-client socket.io-parser sockjs socks socks-proxy-agent sonic-boom sonner sort-keys
            source-list-map source-map source-map-js source-map-loader source-map-resolve source-map-support
            source-map-url sourcemap-codec space-separated-tokens spawn-wrap spdx-correct spdx-exceptions
            spdx-expression-parse spdx-license-ids spdy spdy-transport split split-on-first split-string split2
            sprintf-js sqlstring sshpk ssri stable stable-hash stack-trace stack-utils stackback stackframe
            stacktrace-parser standard-as-callback static-extend statuses std-env stdin-discarder
            stop-iteration-iterator storybook stream-browserify stream-buffers stream-events stream-exhaust
            stream-http stream-shift streamroller streamsearch streamx strict-event-emitter strict-uri-encode
            string-argv string-length string-width string.prototype.includes string.prototype.matchall
            string.prototype.repeat string.prototype.trim string.prototype.trimend string.prototype.trimstart
            string_decoder stringify-entities stringify-object strip-ansi strip-bom strip-eof strip-final-newline
            strip-indent strip-json-comments strip-literal strnum strtok3 stubs style-loader style-to-js
            style-to-object styled-components styled-jsx stylehacks stylelint stylis subarg sucrase superagent
            supertest supports-color supports-hyperlinks supports-preserve-symlinks-flag sver-compat svg-parser
            svg-tags svgo swagger-ui-dist swap-case swr symbol-observable symbol-tree synckit tabbable table
            tagged-tag tailwind-merge tailwindcss tailwindcss-animate tapable tape tar tar-fs tar-stream
            teeny-request telecom-mas-agent temp temp-dir tempy terminal-link terser terser-webpack-plugin
            test-exclude text-decoder text-extensions text-hex text-segmentation text-table thenify thenify-all
            thingies thread-stream three throat throttle-debounce throttleit through through2 thunky
            timers-browserify tiny-emitter tiny-glob tiny-inflate tiny-invariant tiny-warning tinybench tinycolor2
            tinyexec tinyglobby tinypool tinyrainbow tinyspy title-case tldts tldts-core tmp tmpl to-buffer
            to-fast-properties to-object-path to-regex to-regex-range toad-cache toggle-selection toidentifier
            token-types toposort totalist touch tough-cookie tr46 traverse tree-dump tree-kill trim-lines
            trim-newlines triple-beam trough ts-api-utils ts-dedent ts-interface-checker ts-jest ts-loader ts-morph
            ts-node tsconfck tsconfig-paths tsconfig-paths-webpack-plugin tslib tsscmp tsutils tsx tty-browserify
            tuf-js tunnel tunnel-agent turbo turbo-linux-64 tweetnacl type type-check type-detect type-fest type-is
            typed-array-buffer typed-array-byte-length typed-array-byte-offset typed-array-length typedarray
            typedarray-to-buffer types-registry typescript typescript-eslint typical ua-parser-js uc.micro ufo
            uglify-js uint8array-extras unbox-primitive unbzip2-stream unc-path-regex undefsafe underscore
            undertaker undertaker-registry undici undici-types unicode-canonical-property-names-ecmascript
            unicode-match-property-ecmascript unicode-match-property-value-ecmascript
            unicode-property-aliases-ecmascript unicode-trie unicorn-magic unified union-value unique-filename
            unique-slug unique-string unist-util-is unist-util-position unist-util-remove-position
            unist-util-stringify-position unist-util-visit unist-util-visit-parents universal-user-agent
            universalify unpipe unplugin unrs-resolver unset-value untildify unzipper upath update-browserslist-db
            update-check update-notifier upper-case upper-case-first uri-js urix url url-join url-parse
            url-parse-lax url-template urlpattern-polyfill use use-callback-ref use-isomorphic-layout-effect
            use-sidecar use-sync-external-store util util-deprecate util.promisify utila utils-merge utrie uuid
            v8-compile-cache v8-compile-cache-lib v8-to-istanbul v8flags validate-npm-package-license
            validate-npm-package-name validator vary vaul verror vfile vfile-location vfile-message victory-vendor
            vinyl vinyl-bufferstream vinyl-sourcemaps-apply vite vite-node vite-tsconfig-paths vitest vlq
            vm-browserify void-elements vscode-languageserver-textdocument vscode-languageserver-types vscode-uri
            vue w3c-hr-time w3c-keyname w3c-xmlserializer wait-on walk-up-path walker warning watchpack wbuf wcwidth
            web-namespaces web-streams-polyfill web-vitals webidl-conversions webpack webpack-bundle-analyzer
            webpack-cli webpack-dev-middleware webpack-dev-server webpack-merge webpack-sources
            webpack-virtual-modules websocket-driver websocket-extensions whatwg-encoding whatwg-fetch
            whatwg-mimetype whatwg-url which which-boxed-primitive which-builtin-type which-collection which-module
            which-typed-array why-is-node-running wide-align widest-line wildcard winston winston-transport
            word-wrap wordwrap workerpool wrap-ansi wrappy write-file-atomic ws wscat wsl-utils xdg-basedir xml
            xml-name-validator xml2js xmlbuilder xmlchars xmlhttprequest-ssl xtend y18n yallist yaml yaml-ast-parser
            yargs yargs-parser yargs-unparser yarn yauzl yn yocto-queue yoctocolors yoctocolors-cjs yup zip-stream
            zod zod-to-json-schema zod-validation-error zustand zwitch
            """,
        honest: npmNeighbors)
}
