#!/usr/bin/env bash
# Installs the deb, uses the command, starts the window under a display, and removes it again. On Debian and its like, as root.
set -euo pipefail
packages=$1
deb=$(ls "$packages"/patchbay_*.deb)
work=$(mktemp -d)
trap 'rm -rf "$work"; kill "${window:-}" "${display:-}" 2>/dev/null || true' EXIT
fail() { echo "installed: $*" >&2; exit 1; }
sudo=; [ "$(id -u)" = 0 ] || sudo=sudo

wanted=()
command -v Xvfb >/dev/null || wanted+=(xvfb)
command -v xwininfo >/dev/null || wanted+=(x11-utils)
export DEBIAN_FRONTEND=noninteractive
if [ ${#wanted[@]} -gt 0 ]; then $sudo apt-get update -q; $sudo apt-get install -qy --no-install-recommends "${wanted[@]}"; fi
$sudo dpkg -i "$deb" || $sudo apt-get install -qyf --no-install-recommends
[ "$(dpkg-query -W -f '${Status}' patchbay)" = "install ok installed" ] || fail "the package is not installed"

# The command, with no other Java to be found.
run() { env -i HOME="$work" PATCHBAY_OPTS="-Duser.home=$work" PATH=/usr/bin:/bin LANG=C.UTF-8 "$@"; }
run patchbay --version | grep -q '^Patchbay [0-9]' || fail "no version"
run patchbay demo --help >/dev/null || fail "no help"
run patchbay models >"$work/models" && grep -q cogvideox-2b "$work/models" || fail "no models"
run patchbay doctor >"$work/doctor"
grep -q 'Java  *25.*/opt/patchbay/lib/runtime' "$work/doctor" || fail "doctor does not tell of its Java"
run patchbay demo --out "$work/demo" >"$work/demo.log" 2>&1 || { cat "$work/demo.log"; fail "the demo (PyTorch, FFmpeg) failed"; }
ls "$work"/demo/*.mp4 >/dev/null || fail "the demo left no clip"
du -sh /opt/patchbay /opt/patchbay/lib/app/*.aot
adapter=$(find "$work/demo" -name '*.safetensors' | head -n 1)
run patchbay inspect "$adapter" --json >"$work/inspect" && grep -q '"adapter"' "$work/inspect" || fail "inspect"
for cache in commands window; do
  run /opt/patchbay/lib/runtime/bin/java -XX:AOTMode=on -XX:AOTCache="/opt/patchbay/lib/app/$cache.aot" -XX:+UseSerialGC \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$(sed 's|^|/opt/patchbay/lib/app/|' /opt/patchbay/lib/app/classpath | paste -sd:)" dev.patchbay.launch.Main --version >/dev/null \
    || fail "the AOT cache $cache does not fit what was installed"
done

# What the desktop knows.
grep -Rqs 'Exec=/opt/patchbay/bin/patchbay' /usr/share/applications || fail "no desktop entry"
for kind in safetensors gguf patchbay; do
  grep -Rqs "x-$kind" /usr/share/mime/packages || fail "nothing opens .$kind"
done
for kind in json pt bin; do
  ! grep -s "\*\.$kind\"" /usr/share/mime/packages/*patchbay* || fail ".$kind is claimed"
done

# What shells and man look for.
for file in bash-completion/completions/patchbay zsh/site-functions/_patchbay fish/vendor_completions.d/patchbay.fish man/man1/patchbay.1; do
  [ -s "/usr/share/$file" ] || fail "no /usr/share/$file"
done
run bash -c 'source /usr/share/bash-completion/completions/patchbay; COMP_WORDS=(patchbay ins); COMP_CWORD=1; _complete_patchbay; [[ " ${COMPREPLY[*]} " == *" inspect "* ]]' \
  || fail "bash does not complete"
[ "$(run patchbay man check)" = "$(cat /usr/share/man/man1/patchbay-check.1)" ] || fail "the manual page of check"

# Licences and the bill of materials.
while read -r jar; do grep -q "^$jar" /opt/patchbay/lib/licences/README.txt || fail "no licence of $jar"; done < /opt/patchbay/lib/app/classpath
[ -s /opt/patchbay/lib/runtime/legal/java.base/LICENSE ] || fail "no licence of the Java runtime"
grep -q '"bomFormat" *: *"CycloneDX"' /opt/patchbay/lib/bom.json || fail "no bill of materials"

# The window.
Xvfb :77 -screen 0 1280x900x24 >/dev/null 2>&1 & display=$!
sleep 2
env -i HOME="$work" PATCHBAY_OPTS="-Duser.home=$work" PATH=/usr/bin:/bin LANG=C.UTF-8 DISPLAY=:77 patchbay "$adapter" >"$work/window.log" 2>&1 & window=$!
shown=
for _ in $(seq 120); do
  if DISPLAY=:77 xwininfo -root -tree 2>/dev/null | grep -q Patchbay; then shown=yes; break; fi
  kill -0 "$window" 2>/dev/null || break
  sleep 1
done
[ -n "$shown" ] || { cat "$work/window.log"; fail "no window"; }
kill "$window" "$display"; wait "$window" 2>/dev/null || true

$sudo dpkg -r patchbay
[ ! -e /opt/patchbay ] && [ ! -L /usr/bin/patchbay ] || fail "something is left"
! grep -Rqs /opt/patchbay /usr/share/applications || fail "the desktop entry is left"
[ ! -L /usr/share/man/man1/patchbay.1 ] && [ ! -L /usr/share/bash-completion/completions/patchbay ] || fail "a link of man or bash is left"
echo "installed: fine"
