#!/bin/bash
# SPDX-License-Identifier: BSL-1.0
#
# completion.sh PROGRAM PYTHON
#
# What is made from the program's help completes every verb it has and every option its help names, in bash; zsh and
# fish read theirs without complaint where they are installed. The manual page has a part for each verb.
set -euo pipefail
program=$1 python=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" "$(dirname "$0")/../../cmake/program_texts.py" "$program" "$folder"

# shellcheck disable=SC1091
source "$folder/dutygraph"
complete_words() {
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  _dutygraph
}
wrong=0
verbs=$("$program" nothing 2>&1 | grep -o 'there are .*' | sed 's/there are //; s/ (.*//; s/,//g' || true)
[[ $(wc -w <<<"$verbs") -gt 10 ]] || { echo "no list of verbs: $verbs"; exit 1; }
for verb in $verbs; do
  complete_words dutygraph "$verb"
  [[ " ${COMPREPLY[*]} " == *" $verb "* ]] || { echo "bash does not complete the verb $verb"; wrong=1; }
  grep -q "^\.SS \"${verb//-/\\\\-}[ \"]" "$folder/dutygraph.1" || { echo "the manual has no part on $verb"; wrong=1; }
  for text in zsh:_dutygraph fish:dutygraph.fish; do
    grep -qE "(\b|')$verb\b" "$folder/${text#*:}" || { echo "${text%:*} does not complete $verb"; wrong=1; }
  done
  for option in $("$program" "$verb" --help | grep -oE '^  (-o, )?--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
    complete_words dutygraph "$verb" "$option"
    [[ " ${COMPREPLY[*]} " == *" $option "* ]] || { echo "bash does not complete $verb $option"; wrong=1; }
  done
done
complete_words dutygraph nexus --format js
[[ ${COMPREPLY[*]} == "json jsonl" ]] || { echo "--format js completes to ${COMPREPLY[*]}"; wrong=1; }
! command -v zsh >/dev/null || zsh -n "$folder/_dutygraph" || wrong=1
! command -v fish >/dev/null || fish -n "$folder/dutygraph.fish" || wrong=1
exit $wrong
