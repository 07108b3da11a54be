# Le journal : qui, sur qui, quoi, quand ; et s'il correspond encore à ses copies.

audit-title = Journal
audit-lead = Chaque consultation et modification : qui, quand et quoi.
# $index (String) number of the last entry that was checked
audit-verified = Vérifié jusqu’à la ligne { $index }
# $time (String) when it was checked
audit-verified-at = { $time }, chaque ligne mène à la suivante
audit-empty = Pas encore vérifié
# $time (String) when it was looked at
audit-empty-why = Le journal était vide à { $time }
audit-checking = Vérification en cours
# $index (String) number of the last entry that was checked
audit-checking-why = Jusqu’ici, ligne { $index }
# $index (String) number of the entry that does not match
audit-mismatch = Ne correspond plus à la ligne n° { $index }
audit-mismatch-why = Le journal a été changé ou abîmé à partir de là. Gardez une copie et appelez le responsable de la confidentialité.
audit-never = Pas encore vérifié
audit-never-why = Ce serveur n’a pas vérifié son journal depuis son démarrage.
# $time (String) when it was last checked
audit-stale = Pas vérifié depuis { $time }
# $index (String) number of the last entry that was checked
audit-stale-why = Il correspondait jusqu’à la ligne { $index }
audit-leaf = Empreinte du journal
audit-list = Lignes
audit-column-entry = Ligne
audit-column-when = Quand
audit-column-person = Personne
audit-column-action = Action
audit-column-patient = Patient
audit-no-patient = Aucun patient
audit-no-person = Personne connecté
# $id (String) first letters of the id
audit-person-unknown = Personne { $id }
# $id (String) first letters of the id
audit-patient-unknown = Patient { $id }
audit-filter-person = Personne
audit-filter-kind = Action
audit-filter-any-person = Tout le monde
audit-filter-any-kind = Toutes les actions
audit-filter-clear = Tout montrer
audit-filter-one = Seulement cette personne
audit-filter-one-patient = Seulement ce patient
# $name (String) whose record
audit-filter-by-patient = Patient : { $name }
audit-none = Aucune ligne
audit-none-why = Rien ne correspond à ces filtres.
# $shown (Number) entries shown
audit-showing =
    { $shown ->
        [one] { $shown } ligne affichée.
       *[other] { $shown } lignes affichées.
    }
audit-unsent = Ce que les appareils n’ont pas encore envoyé apparaît dès qu’ils l’envoient.
audit-older = Montrer les lignes plus anciennes
audit-end = C’est la toute première ligne.
# $index (String) number of the entry
audit-entry = Ligne { $index }
audit-fact-person = Personne
audit-fact-role = Rôle
audit-fact-patient = Patient
audit-fact-action = Action
audit-fact-when = Quand
audit-fact-device = Appareil
audit-fact-document = Document
audit-fact-outcome = Résultat
audit-fact-detail = Détails
audit-outcome-done = Fait
audit-outcome-refused = Refusé
audit-outcome-failed = Échec
# $word (String) the outcome's word
audit-outcome-other = Résultat « { $word } »

audit-kind-record-read = Dossier ouvert
audit-kind-record-changed = Dossier modifié
audit-kind-record-created = Dossier commencé
audit-kind-record-downloaded = Dossier envoyé à un appareil
audit-kind-record-searched = Recherche de patients
audit-kind-record-printed = Imprimé
audit-kind-record-exported = Exporté
audit-kind-change-refused = Modification non acceptée
audit-kind-change-held = Modification tardive gardée
audit-kind-review-decided = Décision sur une modification tardive
audit-kind-conflict-decided = Décision entre deux valeurs
audit-kind-access-refused = Accès refusé
audit-kind-record-purged = Retiré d'un appareil
audit-kind-patient-looked-up = Patient recherché
audit-kind-record-rebuilt = Dossier reconstruit
audit-kind-record-erased = Dossier effacé
audit-kind-hold-changed = Conservation légale posée ou levée
audit-kind-session-opened = Connexion
audit-kind-session-refused = Connexion refusée
audit-kind-session-closed = Déconnexion
audit-kind-session-reused = Connexion utilisée deux fois
audit-kind-password-changed = Mot de passe changé
audit-kind-vault-unlocked = Appareil déverrouillé
audit-kind-vault-locked = Appareil verrouillé
audit-kind-user-invited = Personne invitée
audit-kind-user-joined = Personne arrivée
audit-kind-user-changed = Personne modifiée
audit-kind-device-enrolled = Appareil ajouté
audit-kind-device-revoked = Appareil révoqué
audit-kind-device-chain-broken = Chaîne de l’appareil rompue
audit-kind-device-clock-off = Horloge de l’appareil fausse
audit-kind-grant-given = Accès donné
audit-kind-grant-revoked = Accès retiré
audit-kind-record-released = Remis au patient
audit-kind-glass-broken = Accès d’urgence
audit-kind-tenant-created = Clinique créée
audit-kind-settings-changed = Réglages modifiés
audit-kind-keys-rotated = Clés renouvelées
audit-kind-backup-made = Sauvegarde faite
audit-kind-server-started = Serveur démarré
audit-kind-audit-verified = Journal vérifié
audit-kind-audit-exported = Journal exporté
audit-kind-import-started = Import commencé
audit-kind-import-finished = Import terminé
# $word (String) the action's word
audit-kind-other = « { $word } »
