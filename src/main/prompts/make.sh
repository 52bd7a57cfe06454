#!/bin/sh
# Makes the spoken prompts from english.txt with espeak-ng and sox: 8 kHz, 16 bit, mono, without a date or a name in them.
# Usage: make.sh [TEXTS [FOLDER]]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
texts=${1:-$here/english.txt}
folder=${2:-$here/../resources/prompts}
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
while read -r name text; do
    case $name in '' | '#'*) continue ;; esac
    voice=en-us
    if [ "$name" = other ]; then voice=en-us+f4; fi # a person whom nobody takes for the one that was called
    espeak-ng -v "$voice" -s 150 -p 45 -w "$work/spoken.wav" "$text"
    sox -D "$work/spoken.wav" -r 8000 -c 1 -b 16 -e signed-integer -t wavpcm --comment '' "$folder/$name.wav" \
        highpass 120 gain -n -6 pad 0.1 0.2
done <"$texts"
