import type { Shell } from './written-for-shell.ts'

/** No `mapfile`, no `compopt`: the bash of macOS, 3.2, has neither. */
const bash = `# Completion of tagplane for bash: source <(tagplane completion bash)
_tagplane() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(tagplane complete bash "\${COMP_LINE:0:COMP_POINT}" 2> /dev/null)
  if [[ \${#COMPREPLY[@]} -eq 1 && "\${COMPREPLY[0]}" == *= ]]; then
    compopt -o nospace 2> /dev/null
  fi
}
complete -o default -F _tagplane tagplane
`

const zsh = `#compdef tagplane
# Completion of tagplane for zsh: source <(tagplane completion zsh), after compinit
_tagplane() {
  local line="\${(j: :)words[1,CURRENT-1]} \${QIPREFIX}\${PREFIX}"
  local -a found
  found=("\${(@f)$(tagplane complete zsh "$line" 2> /dev/null)}")
  compadd -S '' -- \${(M)found:#*=}
  compadd -- \${found:#*=}
  (( compstate[nmatches] ))
}
compdef _tagplane tagplane
`

/** What a shell reads to complete `tagplane`. */
export const scripts: Readonly<Record<Shell, string>> = { bash, zsh }
