SELECT m.grp, g.kind, g.subject, m.role, m.since_at, m.until_at, m.since_tx, m.since_id
FROM grp_member m JOIN grp g ON g.grp = m.grp
WHERE m.user_id = $1 AND (m.until_at IS NULL OR m.until_at > $2)
ORDER BY m.grp
