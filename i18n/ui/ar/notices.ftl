# ما يُبلَّغ به الشخص.

notices-title = الإشعارات
notices-none = لا إشعارات
notices-none-why = ما حدث في غيابك يظهر هنا.
notices-new = جديد
notices-seen = تعليم الكل كمقروء
notices-unseen =
    { $count ->
        [zero] لا جديد
        [one] إشعار جديد واحد
        [two] إشعاران جديدان
        [few] { $count } إشعارات جديدة
        [many] { $count } إشعارًا جديدًا
       *[other] { $count } إشعار جديد
    }
notices-open = فتح
notices-kind-message = رسالة جديدة
notices-kind-reading = قياس منزلي جديد
notices-kind-decision = قيمتان بانتظار القرار
notices-kind-decided = اتُّخذ قرار بشأن تغييرك
notices-kind-review = تعديل متأخر ينتظر شخصًا
notices-kind-other = حدث شيء
