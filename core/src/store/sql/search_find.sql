SELECT p.doc, p.body
FROM (SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2) hit
JOIN view_patient p ON p.id = hit.rowid
ORDER BY p.sort, p.id
LIMIT ?3
