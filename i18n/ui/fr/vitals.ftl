# Signes vitaux et autres mesures.

vitals-title = Signes vitaux
vitals-tab = Signes vitaux
vitals-add = Ajouter des signes vitaux
vitals-action-add = Ajouter des signes vitaux
vitals-entry-title = Signes vitaux
vitals-save = Enregistrer les signes vitaux
vitals-saved = Signes vitaux enregistrés sur cet appareil
vitals-time = Mesuré à
vitals-time-hint = Heure d’aujourd’hui. Vide veut dire maintenant
vitals-sign-pressure = Tension artérielle
vitals-sign-upper = Maximale (systolique)
vitals-sign-lower = Minimale (diastolique)
vitals-sign-pulse = Pouls
vitals-sign-temperature = Température
vitals-sign-breaths = Respirations
vitals-sign-oxygen = Saturation en oxygène
vitals-sign-weight = Poids
vitals-sign-height = Taille
vitals-last = Dernier { $value }, { $ago }
vitals-last-none = Pas encore noté
vitals-missed = Pas pu mesurer
vitals-missed-what = { $what } : pas pu mesurer
vitals-missed-back = Le mesurer tout de même
vitals-missed-reason = Pourquoi cela n’a pas pu être mesuré
vitals-not-taken = N’a pas pu être mesuré
vitals-not-taken-why = N’a pas pu être mesuré : { $reason }

vitals-error-number = Écrivez un nombre, par exemple { $example }
vitals-error-comma = Utilisez un point, pas une virgule
vitals-error-impossible = Impossible. Entre { $low } et { $high }
vitals-error-unusual = { $value } est inhabituel. Regardez encore
vitals-error-pair = Donnez les deux nombres
vitals-error-order = Le nombre du haut est plus grand que celui du bas
vitals-error-time = Écrivez une heure d’aujourd’hui déjà passée, par exemple 9:30
vitals-error-nothing = Écrivez au moins une valeur, ou dites ce qui n’a pas pu être mesuré
vitals-right = { $value } est juste
vitals-role = Seul un infirmier ou un médecin note des signes vitaux.

vitals-pressure = Tension artérielle
vitals-pressure-none = Pas de tension notée
vitals-pressure-none-why = Personne ne l’a encore mesurée ici.
vitals-sentence-one = { $value } mmHg le { $date }.
vitals-sentence-up = { $value } mmHg le { $date }, en hausse sur 3 mesures.
vitals-sentence-down = { $value } mmHg le { $date }, en baisse sur 3 mesures.
vitals-sentence-level = { $value } mmHg le { $date }, sans direction nette sur 3 mesures.
vitals-sentence-other = { $value } le { $date }.
vitals-sentence-other-up = { $value } le { $date }, en hausse sur 3 mesures.
vitals-sentence-other-down = { $value } le { $date }, en baisse sur 3 mesures.
vitals-sentence-other-level = { $value } le { $date }, sans direction nette sur 3 mesures.
vitals-band = usuel { $low } à { $high }
vitals-band-high = usuel jusqu’à { $high }
vitals-band-low = usuel dès { $low }
vitals-band-note = Valeurs usuelles de l’adulte au repos.
vitals-count = { $count ->
    [one] { $count } mesure
   *[other] { $count } mesures
}

vitals-latest = Derniers signes vitaux
vitals-latest-from = { $ago }
vitals-latest-now = à l’instant
vitals-latest-none = Pas de signes vitaux notés
vitals-latest-none-why = Personne n’en a encore mesuré ici.
vitals-home = Mesures faites à domicile
vitals-home-pressure = Tension artérielle à domicile
vitals-home-by = Patient, ou personne de confiance
vitals-all = Toutes les mesures
vitals-table = Mesures
vitals-table-what = Quoi
vitals-table-value = Valeur
vitals-table-when = Quand
vitals-table-by = Par
vitals-table-open = Montrer l’évolution de { $what }
vitals-tab-empty = Pas de mesures
vitals-tab-empty-why = Rien n’a été mesuré ici, et rien n’est venu d’ailleurs.
vitals-more = Seules les { $count } plus récentes sont montrées
vitals-back = Toutes les mesures
vitals-void = Saisi par erreur
