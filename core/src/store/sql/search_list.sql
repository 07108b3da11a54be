SELECT p.doc, p.body
FROM view_patient p
WHERE ?1 = x'' OR (p.sort, p.id) > (SELECT sort, id FROM view_patient WHERE doc = ?1)
ORDER BY p.sort, p.id
LIMIT ?2
