#!/bin/sh
# Tells container-exporter which connections the containers of this engine have. It runs in the
# engine's PID namespace and needs no right, no network and no package beyond POSIX sh and awk.
#
#   netprobe.sh [PROC [FOLDER]]     by default /proc and /netprobe
#
# FOLDER/wanted, written by the exporter:   one "<pid> <container id>" a line
# FOLDER/seen, replaced after each round:   "m4max-netprobe 1 <beat>", then for each wanted line
#   "absent <pid> <id>"      no such process here, or it is not in that container
#   "container <pid> <id>"   followed by the first four columns of its net/tcp and net/tcp6, as the
#                            kernel prints them, and by "cut" where there are more than 1000
# and at last "end <wanted lines> <seconds until the next round>".
set -u
umask 022
proc=${1:-/proc}
folder=${2:-/netprobe}

# Bounds: 512 containers, 1000 connections a table, 4 MB a file. The kernel looks through all
# connections of the machine for each table, which takes it up to some milliseconds; the pause is
# 200 times the round, so that this stays under half a percent of one core: 5 to 60 seconds.
# A closed connection is listed for 60 more seconds, so that even then few are missed.
program='
function word_of(path, number,    line, part) {
  if ((getline line < path) > 0) split(line, part)
  close(path)
  return part[number]
}
function is_in_container(pid, id,    path, line, lines, found) {
  path = proc "/" pid "/cgroup"
  while (!found && ++lines <= 64 && (getline line < path) > 0) found = index(line, id) > 0
  close(path)
  return found
}
function tell(path,    line, part, lines, told) {
  while (++lines <= 50000 && (getline line < path) > 0) {
    split(line, part)
    if (part[4] != "01" && part[4] != "06" && part[4] != "0A") continue
    if (++told > 1000 || bytes > 4000000) { print "cut" > seen; break }
    line = part[1] " " part[2] " " part[3] " " part[4]
    bytes += length(line) + 1
    print line > seen
  }
  if (lines > 50000) print "cut" > seen
  close(path)
}
BEGIN {
  seen = folder "/seen.new"
  wanted = folder "/wanted"
  began = word_of(proc "/uptime", 1)
  print "m4max-netprobe 1 " beat > seen
  while (count < 512 && (getline request < wanted) > 0) {
    if (split(request, word) != 2) continue
    pid = word[1]; id = word[2]
    if (pid !~ /^[1-9][0-9]*$/ || length(pid) > 10 || length(id) != 64 || id ~ /[^0-9a-f]/) continue
    count++
    if (!is_in_container(pid, id)) { print "absent " pid " " id > seen; continue }
    print "container " pid " " id > seen
    net = proc "/" pid "/net"
    tell(net "/tcp")
    if (word_of(net "/sockstat6", 3) != "0") tell(net "/tcp6")
  }
  pause = int(200 * (word_of(proc "/uptime", 1) - began))
  if (pause < 5) pause = 5
  if (pause > 60) pause = 60
  print "end " count + 0 " " pause > seen
  if (close(seen) != 0) exit 1
  print pause
}'

started=$(date +%s)
round=0
failing=
while :; do
  round=$((round + 1))
  if pause=$(awk -v proc="$proc" -v folder="$folder" -v beat="$started-$round" "$program" \
    2> /dev/null) && mv -f "$folder/seen.new" "$folder/seen" 2> /dev/null; then
    failing=
  elif [ -z "$failing" ]; then
    echo "netprobe: cannot write into $folder: mount a folder that user $(id -u) may write to" >&2
    failing=yes
  fi
  sleep "${pause:-5}"
done
