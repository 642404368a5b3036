import ArgumentParser
import Foundation

/// The completion script of a shell: ArgumentParser's for Airlock's own commands, and behind a tool's name whatever that
/// tool's own completion offers.
///
/// `airlock npm ins⇥` asks npm's completion, as `npm ins⇥` would; so does `airlock plan npm ins⇥`.
struct CompletionScript {
    let shell: GuardedShell

    private static let tools = ShimFolder.tools(withPython: true)

    var text: String {
        switch shell {
        case .bash: bash
        case .zsh: zsh
        case .fish: fish
        }
    }

    private var words: String { Self.tools.joined(separator: " ") }
    private var pattern: String { Self.tools.joined(separator: "|") }

    /// `_command_offset` is bash-completion's; without it file names are offered, as for an unknown command.
    private var bash: String {
        AirlockCommand.completionScript(for: .bash) + """

            # Sets `tool` to the place of the guarded tool's name, 0 when none stands before the cursor, and `wanted` to
            # whether one may stand here: options and `plan` come before it.
            _airlock_find_tool() {
                local -i index
                tool=0
                wanted=true
                for ((index = 1; index < COMP_CWORD; index++)); do
                    case "${COMP_WORDS[index]}" in
                    \(pattern))
                        tool=index
                        return
                        ;;
                    plan | -*) ;;
                    *) [[ "${COMP_WORDS[index - 1]}" = -* ]] || wanted=false ;;
                    esac
                    [[ "${wanted}" = true ]] || return
                done
            }

            _airlock_or_tool() {
                local -i tool
                local wanted
                _airlock_find_tool
                if [[ "${tool}" -gt 0 ]]; then
                    if declare -F _command_offset >/dev/null; then
                        _command_offset "${tool}"
                    else
                        compopt -o default
                        COMPREPLY=()
                    fi
                    return
                fi
                _airlock "${@}"
                if [[ "${wanted}" = true && "${2}" != -* ]]; then
                    COMPREPLY+=($(compgen -W '\(words)' -- "${2}"))
                fi
            }

            complete -o filenames -F _airlock_or_tool airlock

            """
    }

    private var zsh: String {
        let generated = AirlockCommand.completionScript(for: .zsh)
        // The last lines of the generated script call or register its function; ours stands before it.
        let end = generated.range(of: "\nif [[ \"${funcstack[1]}\"")?.lowerBound ?? generated.endIndex
        return generated[..<end] + """

            functions[_airlock_commands]="${functions[_airlock]}"
            _airlock() {
                local -i index
                for ((index = 2; index < CURRENT; index++)); do
                    case "${words[index]}" in
                    \(pattern))
                        (( CURRENT -= index - 1 ))
                        shift $(( index - 1 )) words
                        _normal -p airlock
                        return
                        ;;
                    plan | -*) ;;
                    *) [[ "${words[index - 1]}" = -* ]] || break ;;
                    esac
                done
                local -i ret=1
                if (( index == CURRENT )); then
                    local -a tools=(\(words))
                    _describe -t tools 'guarded tool' tools && ret=0
                fi
                _airlock_commands "${@}" && ret=0
                return "${ret}"
            }

            if [[ "${funcstack[1]}" = _airlock ]]; then
                _airlock "${@}"
            else
                compdef _airlock airlock
            fi

            """
    }

    private var fish: String {
        AirlockCommand.completionScript(for: .fish) + """

            # Prints the place of the guarded tool's name; ends with 1 when there is none before the cursor, and with 2
            # when none may stand here. Options and `plan` come before it.
            function __airlock_tool_at
                set -l tokens (commandline -opc)
                test (count $tokens) -ge 2; or return 1
                for index in (seq 2 (count $tokens))
                    if contains -- "$tokens[$index]" \(words)
                        echo $index
                        return 0
                    end
                    string match -qr '^(plan$|-)' -- "$tokens[$index]"; and continue
                    set -l before $tokens[(math $index - 1)]
                    string match -q -- '-*' "$before"; or return 2
                end
                return 1
            end

            function __airlock_tool_completions
                set -l tokens (commandline -opc)
                set -l place (__airlock_tool_at)
                complete -C (string join ' ' -- (string escape -- $tokens[$place..]) (commandline -ct))
            end

            function __airlock_wants_tool
                __airlock_tool_at >/dev/null
                test $status -eq 1
            end

            complete -c airlock -n __airlock_wants_tool -xa '\(words)' -d 'guarded tool'
            complete -c airlock -n '__airlock_tool_at >/dev/null' -xa '(__airlock_tool_completions)'

            """
    }
}
