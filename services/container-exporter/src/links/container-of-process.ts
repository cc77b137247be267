/**
 * Whether `/proc/<pid>/cgroup` names the container: else the process id is one of another PID
 * namespace, or was given to another process since. The last id of a path counts, for an engine may
 * run inside a container. Engines put every container into a cgroup with its id, under both
 * versions of cgroups and both drivers (`/docker/<id>`, `/system.slice/docker-<id>.scope`); from
 * inside a cgroup namespace the path begins with `/..` and still ends in it. Only a reader's own
 * cgroup is `/` there.
 */
export function isInContainer(cgroupText: string, id: string): boolean {
  return cgroupText
    .split('\n')
    .some((line) => line.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g)?.at(-1) === id);
}
