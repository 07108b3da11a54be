# سجلات وصلت وليس لها موضع خاص.

records-tab = سجلات أخرى
records-why = سجلات وصلت من مكان آخر وليس لها موضع خاص هنا. تُحفظ حرفيًا.
records-none = لا سجلات أخرى
records-none-why = كل ما وصل وجد مكانه في الملف.
records-list = السجلات
records-more = تُعرض أحدث { $count } فقط
records-from = من { $source }
records-back = كل السجلات
records-fields = ما يقوله
records-raw = حرفيًا
records-copy = نسخ
records-copied = نُسخ
records-unreadable = لا يمكن قراءة هذا السجل. يُعرض كما وصل.
records-block = سجلات أخرى
records-all = كل السجلات الأخرى
records-yes = نعم
records-no = لا
records-count = { $count ->
    [zero] لا سجلات
    [one] سجل واحد
    [two] سجلان
    [few] { $count } سجلات
    [many] { $count } سجلًا
   *[other] { $count } سجل
}
