# Entrer : rejoindre, se connecter, déverrouiller.

session-welcome = Bienvenue dans Satchel
session-welcome-why = Rejoignez votre cabinet avec l'invitation reçue. Vos dossiers sont gardés scellés sur cet appareil, pour travailler aussi sans connexion.
session-link = Invitation
session-link-hint = Le lien commence par satchel://join. Collez-le ici, ou le texte de son code QR.
session-link-wrong = Ce n'est pas une invitation. Elle commence par satchel://join
session-compare = Ces mots sont-ils les mêmes ?
session-compare-why = Votre invitation montre huit mots. Ils disent que c'est bien le serveur de votre cabinet et de personne d'autre.
session-compare-words = Mots du serveur
session-compare-address = Adresse
session-compare-yes = Ils sont les mêmes
session-compare-no = Ils sont différents
session-compare-stop = N'allez pas plus loin
session-compare-stop-why = Quelqu'un est peut-être entre vous et le cabinet. Appelez le cabinet et demandez une nouvelle invitation.
session-account = Choisissez comment vous connecter
session-login = Nom de connexion
session-login-hint = Court, comme votre prénom. Il vous faudra sur le web.
session-password = Mot de passe
session-password-new = Nouveau mot de passe
session-password-hint = Au moins 15 caractères. Quatre mots sans rapport entre eux conviennent bien.
session-password-again = Le même mot de passe encore une fois
session-password-differs = Les deux mots de passe ne sont pas les mêmes
session-password-short = Utilisez au moins 15 caractères
session-password-wrong = Ce n'est pas le mot de passe de votre compte
session-needed = Remplissez ce champ
session-machine = Nom de cet appareil
session-machine-hint = Pour que vous et le cabinet distinguiez vos appareils.
session-show = Montrer le mot de passe
session-next = Continuer
session-back = Retour
session-join = Rejoindre le cabinet
session-joining = Inscription en cours. Quelques secondes

session-code-title = Votre code de secours
session-code-why = Il ouvre cet appareil si vous oubliez votre mot de passe. Il est montré une fois et gardé nulle part.
session-code-copy = Copier le code
session-code-copied = Copié. Gardez-le où vous seul pouvez le trouver.
session-code-tick = Je l'ai noté
session-code-go = Aller à mon travail
session-code-first = Cochez la case une fois le code noté

session-locked = Verrouillé
session-locked-kept = Ce que vous aviez ouvert et commencé est comme vous l'avez laissé.
session-locked-plain = Vos dossiers sur cet appareil sont scellés.
session-who = Qui est là ?
session-vault = Personne { $number }
session-vault-unsent =
    { $count ->
        [0] Tout est envoyé
        [one] { $count } modification non envoyée
       *[other] { $count } modifications non envoyées
    }
session-unlock = Déverrouiller
session-unlocking = Ouverture
session-lease = Travail hors ligne possible jusqu'à { $until }
session-forgot = Utiliser le code de secours
session-recovery = Code de secours
session-recovery-hint = Avec ou sans tirets
session-recovery-new = Choisir un nouveau mot de passe
session-recovery-open = Ouvrir avec le code
session-recovery-back = Utiliser le mot de passe
session-recovery-wrong = Ce code n'ouvre pas cet appareil

session-sign-in = Se connecter
session-sign-in-why = Vous êtes déconnecté du serveur du cabinet. Votre travail est en sécurité sur cet appareil. Connectez-vous pour reprendre l'envoi.
session-sign-in-web = Se connecter à votre cabinet
session-sign-in-web-why = Pour travailler sans connexion, utilisez l'application.
session-sign-in-act = Se connecter
session-signing-in = Connexion en cours
session-signed-in = Vous êtes connecté
session-no-door = L'application ne répond pas
session-no-door-why = Son moteur s'est arrêté ou a redémarré. Ce que vous aviez enregistré est en sécurité.
session-no-door-again = Ouvrir de nouveau
session-not-admin = Cette page est pour l'administration du cabinet. Utilisez l'application, ou la page des patients.
session-not-patient = Cette page est pour les patients. Utilisez l'application, ou la page de l'administration.
