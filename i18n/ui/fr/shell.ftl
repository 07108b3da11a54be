# Mots du cadre autour de chaque écran.

shell-product = Satchel
shell-product-admin = Administration
shell-skip = Aller au contenu
shell-rail = Rubriques
shell-tabs = Rubriques principales
shell-menu = Menu
shell-top = Recherche, envoi et verrouillage
shell-main = Contenu
shell-workspace = À côté du dossier
shell-recent = Dossiers ouverts
shell-search = Chercher patients, actions, aide
shell-search-short = Chercher
shell-help = Aide
shell-lock = Verrouiller
shell-sign-out = Se déconnecter
shell-role-doctor = Médecin
shell-role-nurse = Infirmier ou infirmière
shell-role-reception = Accueil
shell-role-clinic-admin = Administration
shell-role-privacy-officer = Protection des données
shell-role-it = Informatique
shell-role-patient = Patient
shell-role-trusted-person = Personne de confiance
shell-role-other = Membre du cabinet
shell-not-found = Cet écran n'existe pas
shell-not-found-why = L'adresse vient peut-être d'une version plus ancienne.
shell-go-home = Aller au premier écran
shell-undo = Annuler

shell-crash = Cet écran s'est arrêté
shell-crash-why = Le reste continue, et ce qui était saisi est gardé. Ouvrez-le de nouveau, ou gardez une copie de votre saisie.
shell-crash-again = Ouvrir de nouveau
shell-crash-copy = Garder une copie de ma saisie
shell-crash-copied = La copie est dans le presse-papiers.
shell-crash-nothing = Rien n'était en cours de saisie ici.

shell-privacy = L'écran est caché
shell-privacy-on = Écran caché. Appuyez sur { $keys } pour le montrer.
shell-privacy-off = Montrer de nouveau

shell-fix-retry = Réessayer
shell-fix-sign-in = Se connecter
shell-fix-unlock = Déverrouiller
shell-fix-recover = Utiliser le code de secours
shell-fix-join = Rejoindre avec une invitation
shell-fix-decide = Ouvrir Décisions
shell-fix-refused = Voir ce qui n'a pas été accepté
shell-fix-sync = Voir où en est l'envoi
shell-fix-copy = Copier les détails pour l'informatique
shell-fix-copied = Copié
shell-fix-address = Vérifier l'adresse
shell-fix-clock = Montrer comment
shell-fix-update = Comment mettre à jour
shell-fix-space = Comment libérer de la place
shell-fix-call = Qui appeler
shell-fix-devices = Voir mes appareils
shell-fix-correct = Corriger
shell-fix-show = Montrer la nouvelle valeur
shell-fix-back = Revenir
shell-fix-addendum = Écrire un complément
shell-problem-code =
    { $incident ->
        [none] Code { $code }
       *[other] Code { $code }, incident { $incident }
    }

shell-palette = Chercher et faire
shell-palette-hint = Tapez un nom, un numéro ou ce que vous voulez faire
shell-palette-none = Rien ne correspond à « { $query } »
shell-palette-none-why = Vérifiez l'orthographe, ou cherchez la personne dans Patients.
shell-palette-count =
    { $count ->
        [0] Rien trouvé
        [one] { $count } résultat
       *[other] { $count } résultats
    }

shell-keys = Touches
shell-keys-change = Changer les touches
shell-keys-context-global = Partout
shell-keys-context-list = Dans les listes et tableaux
shell-key-palette = Chercher et faire
shell-key-find-patient = Trouver un patient
shell-key-section = Rubrique { $number }
shell-key-next-region = Partie suivante de l'écran
shell-key-save = Enregistrer, ou étape suivante de la signature
shell-key-save-send = Enregistrer et envoyer maintenant
shell-key-undo = Annuler
shell-key-print = Fiche à imprimer
shell-key-lock = Verrouiller
shell-key-privacy = Cacher l'écran
shell-key-decisions = Ouvrir Décisions
shell-key-back = Retour
shell-key-close = Fermer ou quitter
shell-key-keys = Liste des touches
shell-key-list-open = Ouvrir
shell-key-list-select = Sélectionner
shell-key-list-first = Première ligne
shell-key-list-last = Dernière ligne
shell-key-list-page-up = Page précédente
shell-key-list-page-down = Page suivante

shell-idle-warning =
    { $seconds ->
        [one] Verrouillage dans { $seconds } seconde. Appuyez sur une touche pour continuer.
       *[other] Verrouillage dans { $seconds } secondes. Appuyez sur une touche pour continuer.
    }
shell-idle-soon = Cet appareil se verrouille bientôt. Appuyez sur une touche pour continuer.
shell-action-lock = Verrouiller cet appareil
shell-action-keys = Montrer la liste des touches
shell-search-console = Chercher écrans, actions, aide
