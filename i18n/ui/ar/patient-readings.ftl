# ضغط الدم في البيت: سؤال واحد في كل صفحة، ثم المراجعة، ثم أين هو.

patient-readings-title = قياساتي
patient-readings-tab = القياسات
# $upper (String) upper number, $lower (String) lower number, $date (String) long day and time
patient-readings-last = آخر ضغط دم لك كان { $upper } على { $lower }، في { $date }.
# $count (Number) readings in the last 30 days
# $upper (String) middle of the upper numbers
# $lower (String) middle of the lower numbers
patient-readings-middle =
    { $count ->
        [one] كتبت قياسًا واحدًا في آخر 30 يومًا.
        [two] كتبت قياسين في آخر 30 يومًا. أغلبها حول { $upper } على { $lower }.
        [few] كتبت { $count } قياسات في آخر 30 يومًا. أغلبها حول { $upper } على { $lower }.
       *[other] كتبت { $count } قياسًا في آخر 30 يومًا. أغلبها حول { $upper } على { $lower }.
    }
patient-readings-write = اكتب ضغط الدم
patient-readings-list = كل قياساتك
patient-readings-older = أظهر قياسات أقدم
# $upper (String) upper number, $lower (String) lower number
patient-readings-value = { $upper } على { $lower }
# $pulse (String) heart beats a minute
patient-readings-pulse-value = النبض { $pulse }
patient-readings-unit = الأرقام بوحدة mmHg كما في جهازك.
patient-readings-waiting = بعض القياسات على هذا الهاتف فقط. تُرسل عندما يتصل بعيادتك.
patient-readings-none = لا قياسات بعد
patient-readings-none-why = يرى فريق رعايتك ما تكتبه هنا. هذا يساعدهم على اختيار الدواء المناسب.
patient-readings-chart = ضغط دمك مع الوقت
# Home goal: 135/85, ESH guideline of 2023 on home blood pressure.
patient-readings-usual = في البيت يهدف كثيرون إلى أقل من 135 على 85. قد يختلف هدفك: اسأل فريق رعايتك.
patient-readings-upper-series = الرقم العلوي
patient-readings-lower-series = الرقم السفلي

# $step (Number) this step, $steps (Number) steps in all
patient-readings-step = الخطوة { $step } من { $steps }
patient-readings-back = رجوع
patient-readings-next = متابعة
patient-readings-draft = بدأت هذا من قبل. إجاباتك ما زالت هنا.
patient-readings-upper-question = ما هو الرقم العلوي؟
patient-readings-upper-hint = اجلس دون حركة 5 دقائق أولًا. الرقم العلوي هو الأكبر. قد يُسمى SYS.
patient-readings-upper = الرقم العلوي
patient-readings-lower-question = ما هو الرقم السفلي؟
patient-readings-lower-hint = هو الرقم الأصغر. قد يُسمى DIA.
patient-readings-lower = الرقم السفلي
patient-readings-pulse-question = كم نبضك؟
patient-readings-pulse-hint = قد يُسمى PUL أو يظهر معه قلب. اتركه فارغًا إذا كان جهازك لا يظهره.
patient-readings-pulse = النبض
patient-readings-mmhg = mmHg
patient-readings-beats = نبضة في الدقيقة
patient-readings-when-question = متى قِست؟
patient-readings-when = متى
patient-readings-when-now = الآن
patient-readings-when-earlier = قبل ذلك
patient-readings-day = اليوم
patient-readings-day-hint = مثلًا { $example }
patient-readings-time = الوقت
patient-readings-time-hint = مثلًا 8:30 أو 17:45
patient-readings-check-question = راجع إجاباتك
patient-readings-check-change = غيّر
# $what (String) name of the answer
patient-readings-check-change-what = غيّر { $what }
patient-readings-check-pulse-none = لم يُكتب
patient-readings-send = أرسل إلى فريق رعايتك
patient-readings-very-high = هذا مرتفع جدًا
patient-readings-very-high-why = استرح 5 دقائق وقِس مرة أخرى. إذا شعرت بألم في الصدر أو صعوبة في التنفس أو الكلام أو ضعف في الوجه أو الذراع أو الساق، فاتصل الآن بالرقم 112 أو برقم الطوارئ في بلدك.
patient-readings-very-low = هذا منخفض جدًا
patient-readings-very-low-why = إذا شعرت بدوار أو بتعب فاستلقِ واتصل بفريق رعايتك. إذا فقد أحد الوعي فاتصل الآن بالرقم 112 أو برقم الطوارئ في بلدك.
patient-readings-sent = أُرسل
patient-readings-sent-title = قياسك عند فريق رعايتك
patient-readings-sent-why = وصل إلى خادم فريق رعايتك.
# $time (String) when the server answered
patient-readings-sent-at = وصل إلى خادم فريق رعايتك، { $time }.
patient-readings-saved = حُفظ على هذا الهاتف
patient-readings-saved-title = قياسك محفوظ بأمان على هذا الهاتف
patient-readings-saved-why = يُرسل وحده عندما يتصل هذا الهاتف بعيادتك.
patient-readings-done = اعرض قياساتي
patient-readings-again = اكتب قياسًا آخر

patient-readings-error-number = اكتب رقمًا صحيحًا، مثل { $example }
# $least (String) smallest number, $most (String) largest number
patient-readings-error-range = راجع الرقم على جهازك. يجب أن يكون بين { $least } و{ $most }
patient-readings-error-order = يجب أن يكون الرقم السفلي أصغر من الرقم العلوي
patient-readings-error-when = اختر متى قِست
patient-readings-error-day = اكتب اليوم هكذا { $example }
patient-readings-error-time = اكتب الوقت هكذا 8:30 أو 17:45
patient-readings-error-future = هذا الوقت لم يأتِ بعد. راجع اليوم والوقت
patient-readings-error-list = توجد مشكلة
