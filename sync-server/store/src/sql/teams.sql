SELECT g.grp, g.kind, g.subject, g.name,
    (SELECT COUNT(*) FROM grp_member m WHERE m.grp = g.grp),
    (SELECT COUNT(*) FROM doc_grp d WHERE d.grp = g.grp)
FROM grp g
WHERE g.tenant = $1 AND g.kind IN (3, 4)
ORDER BY g.grp LIMIT $2
