# Personnes de la clinique et invitations.

people-title = Personnes
# $people (Number) people who can sign in
# $waiting (Number) open invitations
people-lead =
    { $people ->
        [one] { $people } personne,
       *[other] { $people } personnes,
    } { $waiting ->
        [0] aucune invitation ouverte.
        [one] { $waiting } invitation ouverte.
       *[other] { $waiting } invitations ouvertes.
    }
people-list = Toutes les personnes
people-column-name = Nom
people-column-role = Rôle
people-column-login = Nom de connexion
people-column-devices = Appareils
people-column-since = Depuis
people-column-state = État
people-active = Actif
people-inactive = Inactif
people-none = Personne
people-none-why = Personne n’a encore rejoint la clinique. Invitez la première personne.
# $shown (Number) people shown
people-showing = { $shown } affichées, toutes
people-filter = Chercher par nom
# $text (String) what was typed
people-filter-none = Personne ne correspond à « { $text } »


people-invitations = Invitations
people-invite = Inviter
people-invitation-for = Pour
people-invitation-made = Faite le
people-invitation-until = Valable jusqu’au
people-invitation-state = État
people-invitation-act = Action
people-invitation-none = Aucune invitation
people-invitation-none-why = Une invitation permet à une personne de rejoindre avec un appareil, une seule fois.
people-state-open = Ouverte
people-state-used = Utilisée
people-state-expired = Trop ancienne
people-state-withdrawn = Retirée
people-withdraw = Retirer
# $name (String) whom the invitation is for
people-withdraw-whom = Retirer l’invitation pour { $name }
# $name (String) whom the invitation is for
people-withdraw-ask = Retirer l’invitation pour { $name } ?
people-withdraw-why = Son lien cesse tout de suite de marcher. Qui a déjà rejoint la clinique reste.
people-withdraw-keep = La garder
people-withdrawn = Invitation retirée

people-form-title = Inviter une personne
people-form-name = Nom
people-form-name-hint = Comme les collègues et les patients doivent le lire
people-form-role = Rôle
people-form-role-patient-hint = Voit son propre dossier, écrit des mesures et des messages
people-form-role-reception-hint = Identité et rendez-vous, aucune donnée de santé
people-form-role-nurse-hint = Écrit le dossier et les constantes, ne prescrit pas
people-form-role-doctor-hint = Écrit, prescrit et signe
people-form-role-clinic-admin-hint = Personnes, appareils et réglages de la clinique
people-form-role-privacy-officer-hint = Lit le journal, et les dossiers avec un motif
people-form-role-it-hint = Machines seulement, aucune donnée de santé
people-form-patient = Dossier de qui
people-form-patient-hint = Tapez un nom ou un numéro, puis choisissez
people-form-patient-none = Aucun patient ne correspond
people-form-patient-change = Choisir quelqu’un d’autre
people-form-days = Valable
people-form-days-unit = jours
people-form-days-hint = 1 à 30
people-form-make = Faire l’invitation
people-form-cancel = Annuler
people-error-list = À corriger d’abord
people-error-name = Écrivez le nom
# $most (Number) most letters allowed
people-error-name-long = Utilisez au plus { $most } lettres
people-error-role = Choisissez un rôle
people-error-patient = Choisissez de qui est le dossier
people-error-days = Écrivez un nombre entier de 1 à 30

# $name (String) whom it is for
people-made-title = Invitation pour { $name }
people-made-once = Montrée une seule fois. Une fois fermée, le lien ne peut plus être montré.
people-made-qr = À scanner avec l’application
people-made-qr-name = Code à scanner avec l’application
people-made-link = Ou ouvrez ce lien sur son appareil
people-made-copy = Copier le lien
people-made-copied = Lien copié
people-made-copy-failed = La copie n’a pas marché. Sélectionnez le lien et copiez-le.
people-made-words = Mots à comparer
people-made-words-why = L’appareil montre les mêmes mots. S’ils diffèrent, arrêtez : ce n’est pas ce serveur.
# $date (String) when it ends
people-made-until = Valable jusqu’au { $date }
people-made-close = Je l’ai transmise
