# Tension à la maison : une question par page, puis vérifier, puis où c'est.

patient-readings-title = Mes mesures
patient-readings-tab = Mesures
# $upper (String) upper number, $lower (String) lower number, $date (String) long day and time
patient-readings-last = Votre dernière tension était { $upper } sur { $lower }, le { $date }.
# $count (Number) readings in the last 30 days
# $upper (String) middle of the upper numbers
# $lower (String) middle of the lower numbers
patient-readings-middle =
    { $count ->
        [one] Vous avez écrit { $count } mesure ces 30 derniers jours.
       *[other] Ces 30 derniers jours, vous avez écrit { $count } mesures, le plus souvent autour de { $upper } sur { $lower }.
    }
patient-readings-write = Écrire une tension
patient-readings-list = Toutes vos mesures
patient-readings-older = Voir les mesures plus anciennes
# $upper (String) upper number, $lower (String) lower number
patient-readings-value = { $upper } sur { $lower }
# $pulse (String) heart beats a minute
patient-readings-pulse-value = Pouls { $pulse }
patient-readings-unit = Les chiffres sont en mmHg, comme sur votre appareil.
patient-readings-waiting = Certaines mesures sont seulement sur ce téléphone. Elles partent dès qu’il joint votre clinique.
patient-readings-none = Pas encore de mesure
patient-readings-none-why = Votre équipe soignante voit ce que vous écrivez ici. Cela l’aide à choisir le bon médicament.
patient-readings-chart = Votre tension au fil du temps
# Home goal: 135/85, ESH guideline of 2023 on home blood pressure.
patient-readings-usual = À la maison, beaucoup de personnes visent moins de 135 sur 85. Votre but peut être différent : demandez à votre équipe soignante.
patient-readings-upper-series = Chiffre du haut
patient-readings-lower-series = Chiffre du bas

# $step (Number) this step, $steps (Number) steps in all
patient-readings-step = Étape { $step } sur { $steps }
patient-readings-back = Retour
patient-readings-next = Continuer
patient-readings-draft = Vous aviez commencé. Vos réponses sont toujours là.
patient-readings-upper-question = Quel est le chiffre du haut ?
patient-readings-upper-hint = Restez d’abord assis 5 minutes sans bouger. Le chiffre du haut est le plus grand. Il peut s’appeler SYS.
patient-readings-upper = Chiffre du haut
patient-readings-lower-question = Quel est le chiffre du bas ?
patient-readings-lower-hint = C’est le plus petit. Il peut s’appeler DIA.
patient-readings-lower = Chiffre du bas
patient-readings-pulse-question = Quel est votre pouls ?
patient-readings-pulse-hint = Il peut s’appeler PUL ou montrer un cœur. Laissez vide si votre appareil ne le montre pas.
patient-readings-pulse = Pouls
patient-readings-mmhg = mmHg
patient-readings-beats = battements par minute
patient-readings-when-question = Quand avez-vous mesuré ?
patient-readings-when = Quand
patient-readings-when-now = À l’instant
patient-readings-when-earlier = Plus tôt
patient-readings-day = Jour
patient-readings-day-hint = Par exemple { $example }
patient-readings-time = Heure
patient-readings-time-hint = Par exemple 8:30 ou 17:45
patient-readings-check-question = Vérifiez vos réponses
patient-readings-check-change = Modifier
# $what (String) name of the answer
patient-readings-check-change-what = Modifier : { $what }
patient-readings-check-pulse-none = Pas écrit
patient-readings-send = Envoyer à votre équipe soignante
patient-readings-very-high = C’est très élevé
patient-readings-very-high-why = Reposez-vous 5 minutes et mesurez à nouveau. Si vous avez mal à la poitrine, du mal à respirer ou à parler, ou le visage, un bras ou une jambe faible, appelez tout de suite le 112 ou votre numéro d’urgence.
patient-readings-very-low = C’est très bas
patient-readings-very-low-why = Si vous vous sentez mal, allongez-vous et appelez votre équipe soignante. Si quelqu’un perd connaissance, appelez tout de suite le 112 ou votre numéro d’urgence.
patient-readings-sent = Envoyé
patient-readings-sent-title = Votre mesure est chez votre équipe soignante
patient-readings-sent-why = Le serveur de votre équipe soignante l’a reçue.
# $time (String) when the server answered
patient-readings-sent-at = Le serveur de votre équipe soignante l’a reçu, { $time }.
patient-readings-saved = Enregistré sur ce téléphone
patient-readings-saved-title = Votre mesure est en sécurité sur ce téléphone
patient-readings-saved-why = L’envoi se fait tout seul dès que ce téléphone joint votre clinique.
patient-readings-done = Voir mes mesures
patient-readings-again = En écrire une autre

patient-readings-error-number = Écrivez un nombre entier, comme { $example }
# $least (String) smallest number, $most (String) largest number
patient-readings-error-range = Vérifiez le chiffre sur votre appareil. Il devrait être entre { $least } et { $most }
patient-readings-error-order = Le chiffre du bas doit être plus petit que le chiffre du haut
patient-readings-error-when = Choisissez quand vous avez mesuré
patient-readings-error-day = Écrivez le jour comme { $example }
patient-readings-error-time = Écrivez l’heure comme 8:30 ou 17:45
patient-readings-error-future = Ce moment n’est pas encore passé. Vérifiez le jour et l’heure
patient-readings-error-list = Il y a un problème
