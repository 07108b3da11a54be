SELECT tenant, device, user, role, patient, login, label, server, spki, alg, seed, cert, tenant_key, created_at
FROM identity
