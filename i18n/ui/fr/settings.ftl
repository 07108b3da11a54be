# Réglages.

settings-title = Réglages
settings-look = Apparence
settings-look-system = Comme cet appareil
settings-look-light = Clair
settings-look-dark = Sombre
settings-look-contrast = Contraste élevé
settings-language = Langue
settings-language-system = Comme cet appareil
settings-language-en = English
settings-language-fr = Français
settings-language-ar = العربية
settings-language-pseudo = Pseudo (pour les essais)
settings-size = Taille du texte
settings-size-value = { $percent } %
settings-lock = Verrouillage en cas d'inactivité
settings-lock-when = Se verrouille
settings-lock-hint = Un avertissement vient 60 secondes avant. Toute touche prolonge.
settings-lock-minutes =
    { $count ->
        [one] après { $count } minute
       *[other] après { $count } minutes
    }
settings-lock-name = Montrer mon nom sur l'écran verrouillé
settings-lock-name-hint = Sinon l'écran verrouillé montre un numéro au lieu de votre nom.
settings-keys = Touches
settings-keys-hint = Appuyez sur Changer, puis sur les touches voulues.
settings-keys-change = Changer la touche pour { $act }
settings-keys-change-short = Changer
settings-keys-press = Appuyez sur les touches
settings-keys-reset = Remettre la touche habituelle pour { $act }
settings-keys-reset-short = Touche habituelle
settings-keys-clash = { $keys } est déjà prise : { $act }
settings-keys-plain = Ajoutez Ctrl ou Alt : une lettre seule agirait pendant la frappe
settings-keys-owned = { $keys } appartient au navigateur
settings-notices = Avis
settings-notices-in-app = Dans l'application
settings-notices-email = Par courriel
settings-notices-email-hint = Un courriel dit que quelque chose attend, jamais quoi.
settings-notices-address = Adresse de courriel
settings-notices-address-wrong = Entrez une adresse comme nom@exemple.org
settings-notices-quiet-from = Silence à partir de
settings-notices-quiet-to = Silence jusqu'à
settings-notices-quiet-hint = Par exemple 21:00. Laissez les deux vides pour aucun silence.
settings-notices-time-wrong = Entrez une heure comme 21:00
settings-notices-save = Enregistrer les avis
settings-notices-saved = Avis enregistrés
settings-device = Cet appareil
settings-device-server = Serveur
settings-device-words = Mots du serveur
settings-device-words-hint = Comparez-les à ceux de votre invitation, ou demandez au cabinet de vous lire les siens.
settings-device-lease = Travail hors ligne possible jusqu'à
settings-device-records = Dossiers ici
settings-device-patients = Patients ici
settings-device-id = Appareil
settings-about = À propos
settings-version = Version
settings-about-licence = Logiciel libre sous licence Apache 2.0. Ce n'est pas un dispositif médical certifié.
