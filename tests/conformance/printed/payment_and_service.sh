#!/bin/bash
PLAN_ID="bss-plan-weekly-freedom-nairobi-v2-plan1"
CORRELATION_ID="att-txn-$(date +%s)"

mosquitto_pub -h localhost \
  -t "emit/uxi/attendant/plan/${PLAN_ID}/payment_and_service" \
  -m '{
  "timestamp": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'",
  "plan_id": "'${PLAN_ID}'",
  "correlation_id": "'${CORRELATION_ID}'",
  "actor": {
    "type": "attendant",
    "id": "attendant-001"
  },
  "data": {
    "action": "REPORT_PAYMENT_AND_SERVICE_COMPLETION",
    "attendant_station": "STATION_001",
    "payment_data": {
      "service_id": "service-battery-swap-nairobi",
      "payment_amount": 500,
      "payment_reference": "MPESA-'${CORRELATION_ID}'",
      "payment_method": "MPESA",
      "payment_type": "TOP_UP"
    },
    "service_data": {
      "old_battery_id": "BAT_OLD_001",
      "new_battery_id": "BAT_NEW_002",
      "energy_transferred": 45.5,
      "service_duration": 240
    }
  }
}'

echo "✅ Payment and service completion reported with correlation_id: ${CORRELATION_ID}"
