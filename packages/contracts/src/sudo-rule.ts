/**
 * The sudo rule for powermetrics: the one command that puts it in place, and the one that takes it
 * away. Written to a file and checked first, since a faulty file locks everybody out of sudo.
 */
export const sudoRule = {
  install:
    'f=$(mktemp) && npx pnpm --silent m4max sudoers > "$f" && visudo -cf "$f" && sudo install -o root -g wheel -m 0440 "$f" /etc/sudoers.d/m4max',
  remove: 'sudo rm /etc/sudoers.d/m4max',
} as const;
