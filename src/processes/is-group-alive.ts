/**
 * Whether anything of a process group still runs. Members that ended and wait for their new parent to
 * collect them do not count: in a container that parent may be slow, or never do it. The function is also
 * sent to the watchdog as text, so that it may use nothing from outside itself.
 */
export function isGroupAlive(leaderPid: number): boolean {
  const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs');
  try {
    process.kill(process.platform === 'win32' ? leaderPid : -leaderPid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      // proc(5): pid (name) state parent group …; the name may hold anything, parentheses too.
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(group) === leaderPid && state !== 'Z' && state !== 'X';
    } catch {
      return false;
    }
  });
}
