#!/usr/bin/env bash
# Installs the .deb into a clean Debian that debootstrap makes, and starts what it brought: the command line, the sample,
# and the window under Xvfb. Needs root, debootstrap, a Debian mirror. Usage: packaging/linux/test.sh [SUITE]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

suite=${1:-bookworm}
package=$(ls dist/tandai_*.deb)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

debootstrap --variant=minbase "$suite" "$root" >"$root.log" 2>&1 || { tail "$root.log" >&2; exit 2; }
cp "$package" "$root/tandai.deb"
# The ways to the mirror are those of this system.
cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
cp -r /etc/apt/sources.list* "$root/etc/apt/" 2>/dev/null || true
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }

inside apt-get update -q >/dev/null
inside apt-get install -qy /tandai.deb xvfb xauth libgl1-mesa-dri >/dev/null
inside tandai --version
inside tandai new /sample --sample
inside tandai check /sample
# The window must still be open after ten seconds: `timeout` says so with its own status.
status=0
inside timeout 10 xvfb-run -a tandai /sample || status=$?
[[ $status == 124 ]] || { echo "the window ended with status $status" >&2; exit 1; }
echo "installed, checked, and its window opened"
