kit-close = إغلاق
kit-not-known = غير معروف
kit-high = مرتفع
kit-low = منخفض
kit-or = أو
kit-comma = {"، "}
kit-optional = اختياري
kit-needed = مطلوب
kit-age-y = { $value } سنة
kit-age-m = { $value } شهر
kit-age-w = { $value } أسبوع
kit-age-d = { $value } يوم
kit-about-date = نحو { $date }
kit-born-age = { $date } ({ $age })
kit-midday = منتصف النهار
kit-midnight = منتصف الليل
kit-day-time = { $day }، { $time }

kit-born = تاريخ الميلاد
kit-died = تاريخ الوفاة
kit-gender = الجنس
kit-gender-male = ذكر
kit-gender-female = أنثى
kit-gender-other = آخر
kit-gender-unknown = غير معروف
kit-record-number = رقم السجل
kit-allergies = الحساسية
kit-allergies-unknown = لم تُسجَّل أي حساسية
kit-allergies-absent = غير ظاهرة: الملف ليس على هذا الجهاز أو ليس لدورك
kit-allergies-none = لا حساسية معروفة
kit-banner = المريض
kit-no-name = لم يُسجَّل اسم

kit-dose-label = dose

kit-by = بواسطة { $by }
kit-at-by = { $at } بواسطة { $by }
kit-since-by = منذ { $at } بواسطة { $by }
kit-since = منذ { $at }
kit-on-device = ، { $device }

kit-date-hint = مثال: 23-نوفمبر-2026
kit-date-wrong = أدخل تاريخًا مثل 23-نوفمبر-2026
kit-errors-title = تحقق من هذه القيم
kit-rows = { $from } إلى { $to } من { $total }
kit-show-table = عرض كجدول
kit-show-chart = عرض كمخطط
kit-no-readings = لا قراءات
kit-not-taken = لم تُؤخذ
kit-date = التاريخ
kit-chart-points =
    { $count ->
        [zero] { $label }: لا قراءات.
        [one] { $label }: قراءة واحدة. استخدم مفاتيح الأسهم لقراءتها.
        [two] { $label }: قراءتان. استخدم مفاتيح الأسهم لقراءتهما.
        [few] { $label }: { $count } قراءات. استخدم مفاتيح الأسهم لقراءتها.
        [many] { $label }: { $count } قراءة. استخدم مفاتيح الأسهم لقراءتها.
       *[other] { $label }: { $count } قراءة. استخدم مفاتيح الأسهم لقراءتها.
    }
kit-chart-point = { $series } { $value }، { $date }
kit-chart-point-high = { $series } { $value }، مرتفع، { $date }
kit-chart-point-low = { $series } { $value }، منخفض، { $date }
kit-search-clear = مسح البحث
kit-loading = في الطريق
