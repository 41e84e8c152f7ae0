#!/bin/bash
# The OpenSSH server that the profile ssh tests a worker behind.
set -e
if [ ! -x /usr/sbin/sshd ]; then
  as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends openssh-server openssh-client
fi
# Where no service starts it, nobody else makes the folder that it asks for.
[ -d /run/sshd ] || [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
