#!/bin/sh
# Unpacks a Docker Engine from Debian packages into a cache folder; installs and starts nothing.
# Prints the folder. Tests start the engine in namespaces of their own (packages/test-kit/src/docker-engine.ts).
set -eu

packages="docker.io containerd runc iptables libdevmapper1.02.1 libip4tc2 libip6tc2 libxtables12
libnftnl11 libnetfilter-conntrack3 libnfnetlink0 tini dmsetup busybox-static"

folder="${M4MAX_DOCKER_ENGINE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/m4max/docker-engine}"
complete="$folder/complete"

if [ -e "$complete" ]; then
  echo "$folder"
  exit 0
fi

for tool in apt-get dpkg ip unshare mount; do
  command -v "$tool" >/dev/null || {
    echo "docker-engine.sh: $tool is missing: this needs Debian with iproute2 and util-linux" >&2
    exit 1
  }
done

# Beside the folder, so that the last step is a rename and an interrupted run leaves no half engine.
mkdir -p "$(dirname "$folder")"
work=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/packages" "$work/root"

# As root apt drops its rights to _apt, which cannot write here; the option keeps that from being a warning.
download() { (cd "$work/packages" && apt-get -q -o APT::Sandbox::User=root download $packages >&2); }
download || { apt-get -q update >&2 && download; }

for package in "$work"/packages/*.deb; do
  dpkg -x "$package" "$work/root"
done
rm -r "$work/packages"

# dockerd looks for `iptables`; Debian's alternatives are links that only an installation would make.
for program in "$work"/root/sbin/iptables-legacy "$work"/root/usr/sbin/iptables-legacy; do
  [ -e "$program" ] || [ -L "$program" ] || continue
  for name in iptables ip6tables iptables-save iptables-restore; do
    ln -sf "$(readlink "$program" || echo iptables-legacy)" "$(dirname "$program")/$name"
  done
done

# The one image, without a registry: a static busybox under all its names.
image="$work/image"
mkdir -p "$image/bin" "$image/tmp" "$image/etc"
cp "$work/root/bin/busybox" "$image/bin/busybox"
for applet in $("$image/bin/busybox" --list); do
  [ "$applet" = busybox ] || ln -s busybox "$image/bin/$applet"
done
tar -C "$image" -cf "$work/root/busybox-image.tar" .
rm -r "$image"

rm -rf "$folder"
mv "$work/root" "$folder"
touch "$complete"
echo "$folder"
