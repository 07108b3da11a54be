# Comment le patient prend chaque médicament, en phrases complètes. Un médicament en vérification ne montre aucun chiffre.

patient-medicines-title = Mes médicaments
patient-medicines-tab = Traitement
patient-medicines-lead = Voici ce que votre équipe soignante a écrit. Demandez-lui avant de changer quoi que ce soit.
# $dose (String) amount of one dose with its unit
# $route (String) oral, inhaled, skin, injection, or other
patient-medicines-take =
    { $route ->
        [oral] Prenez { $dose } par la bouche.
        [inhaled] Inspirez { $dose }.
        [skin] Mettez { $dose } sur la peau.
        [injection] Injectez { $dose }.
       *[other] Prenez { $dose }.
    }
# $route (String) oral, inhaled, skin, injection, or other
patient-medicines-take-unstated =
    { $route ->
        [oral] Prenez-le par la bouche. Demandez la quantité à votre équipe soignante.
        [inhaled] Inspirez-le. Demandez la quantité à votre équipe soignante.
        [skin] Mettez une fine couche sur la peau.
        [injection] Injectez-le. Demandez la quantité à votre équipe soignante.
       *[other] Demandez à votre équipe soignante quelle quantité prendre.
    }
# $route (String) how to take it, as the care team wrote it
patient-medicines-route = Comment : { $route }.
# $count (Number) times a day
patient-medicines-daily =
    { $count ->
        [1] Une fois par jour.
        [2] 2 fois par jour.
       *[other] { $count } fois par jour.
    }
# $count (Number) most times a day
patient-medicines-up-to-daily =
    { $count ->
        [1] Une fois par jour au plus.
       *[other] { $count } fois par jour au plus.
    }
# $hours (Number) hours between two doses
patient-medicines-every-hours =
    { $hours ->
        [1] Toutes les heures.
       *[other] Toutes les { $hours } heures.
    }
# $count (Number) times a week
patient-medicines-weekly =
    { $count ->
        [1] Une fois par semaine.
       *[other] { $count } fois par semaine.
    }
# $text (String) how often, as the care team wrote it
patient-medicines-often = Combien de fois : { $text }.
# $why (String) what it is for, as the care team wrote it
patient-medicines-as-needed = Seulement si vous en avez besoin, pour : { $why }.
patient-medicines-as-needed-plain = Seulement si vous en avez besoin.
# $text (String) when, as the care team wrote it
patient-medicines-when = Quand : { $text }.
# $text (String) for how long, as the care team wrote it
patient-medicines-duration = Pendant combien de temps : { $text }.
patient-medicines-note = Votre équipe soignante a écrit :
# $why (String) what it is for
patient-medicines-for = Pour : { $why }.
# $date (String) day it began
patient-medicines-since = Depuis le { $date }.
patient-medicines-checking = Votre équipe soignante vérifie ce médicament. Demandez-lui avant de changer ce que vous prenez.
patient-medicines-checking-ask = Écrire à la clinique
patient-medicines-unnamed = Un médicament
patient-medicines-hold = En pause. Ne le prenez pas avant que votre équipe soignante vous le dise.
# $date (String) day it ended
patient-medicines-stopped-on = Arrêté le { $date }.
patient-medicines-stopped-undated = Arrêté. Ne le prenez plus.
# $count (Number) medicines that were stopped
patient-medicines-stopped-show =
    { $count ->
        [one] Voir { $count } médicament arrêté
       *[other] Voir { $count } médicaments arrêtés
    }
patient-medicines-none = Aucun médicament
patient-medicines-none-why = Votre équipe soignante n’a écrit aucun médicament dans votre dossier.
patient-medicines-none-act = Écrire à la clinique
