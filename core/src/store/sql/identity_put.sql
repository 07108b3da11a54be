INSERT INTO identity
    (one, tenant, device, user, role, patient, login, label, server, spki, alg, seed, cert, tenant_key, created_at)
VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
