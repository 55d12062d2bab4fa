mosquitto_pub -h localhost \
  -t "emit/uxi/attendant/plan/bss-plan-weekly-freedom-nairobi-v2-plan1/payment_and_service" \
  -m '{
  "timestamp": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'",
  "plan_id": "bss-plan-weekly-freedom-nairobi-v2-plan1",
  "correlation_id": "att-payment-'$(date +%s)'",
  "actor": {"type": "attendant", "id": "attendant-002"},
  "data": {
    "action": "REPORT_PAYMENT_AND_SERVICE_COMPLETION",
    "attendant_station": "STATION_002",
    "payment_data": {
      "service_id": "service-battery-swap-nairobi",
      "payment_amount": 1000,
      "payment_reference": "CASH-RECEIPT-'$(date +%Y%m%d%H%M%S)'",
      "payment_method": "CASH",
      "payment_type": "TOP_UP"
    }
  }
}'
