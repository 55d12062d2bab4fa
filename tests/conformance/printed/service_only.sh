mosquitto_pub -h localhost \
  -t "emit/uxi/attendant/plan/bss-plan-weekly-freedom-nairobi-v2-plan1/payment_and_service" \
  -m '{
  "timestamp": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'",
  "plan_id": "bss-plan-weekly-freedom-nairobi-v2-plan1",
  "correlation_id": "att-service-'$(date +%s)'",
  "actor": {"type": "attendant", "id": "attendant-003"},
  "data": {
    "action": "REPORT_PAYMENT_AND_SERVICE_COMPLETION",
    "attendant_station": "STATION_003",
    "service_data": {
      "old_battery_id": "BAT_OLD_003",
      "new_battery_id": "BAT_NEW_004",
      "energy_transferred": 52.3,
      "service_duration": 180
    }
  }
}'
