#!/bin/bash
# Complete attendant workflow for first-time customer

PLAN_ID="bss-plan-weekly-freedom-nairobi-v2-plan1"
ATTENDANT_ID="attendant-001"
STATION="STATION_001"

# Phase 0: Pre-Service Setup (see odoo-billing-sync-guide.md)
# (Must be completed first!)

# Phase A1: Identification
echo "A1.1: Customer Identification..."
mosquitto_pub -h localhost -t "emit/uxi/attendant/plan/$PLAN_ID/identify_customer" -m "{
  \"timestamp\": \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",
  \"plan_id\": \"$PLAN_ID\",
  \"correlation_id\": \"flow-001-id\",
  \"actor\": {\"type\": \"attendant\", \"id\": \"$ATTENDANT_ID\"},
  \"data\": {
    \"action\": \"IDENTIFY_CUSTOMER\",
    \"qr_code_data\": \"QR_CUSTOMER_001\",
    \"attendant_station\": \"$STATION\"
  }
}"
sleep 2

# Phase A2: Validation
echo "A2.1: Customer Status Validation..."
mosquitto_pub -h localhost -t "call/uxi/attendant/plan/$PLAN_ID/validate_customer" -m "{
  \"timestamp\": \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",
  \"plan_id\": \"$PLAN_ID\",
  \"correlation_id\": \"flow-001-val\",
  \"actor\": {\"type\": \"attendant\", \"id\": \"$ATTENDANT_ID\"},
  \"data\": {\"action\": \"VALIDATE_CUSTOMER_STATUS\"}
}"
sleep 2

echo "A2.2: Payment Validation..."
# (Add payment validation here)

echo "A2.4: Quota Validation..."
# (Add quota validation here)

# Phase A3: Transaction (First-Time Customer - No Check-In)
echo "A3.4: Payment Collection..."
mosquitto_pub -h localhost -t "call/uxi/attendant/plan/$PLAN_ID/collect_payment" -m "{
  \"timestamp\": \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",
  \"plan_id\": \"$PLAN_ID\",
  \"correlation_id\": \"flow-001-payment\",
  \"actor\": {\"type\": \"attendant\", \"id\": \"$ATTENDANT_ID\"},
  \"data\": {
    \"action\": \"COLLECT_PAYMENT\",
    \"payment_method\": \"mobile_money\"
  }
}"
sleep 3

echo "A3.2: Equipment Checkout (First Battery)..."
mosquitto_pub -h localhost -t "call/uxi/attendant/plan/$PLAN_ID/equipment_checkout" -m "{
  \"timestamp\": \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",
  \"plan_id\": \"$PLAN_ID\",
  \"correlation_id\": \"flow-001-checkout\",
  \"actor\": {\"type\": \"attendant\", \"id\": \"$ATTENDANT_ID\"},
  \"data\": {
    \"action\": \"EQUIPMENT_CHECKOUT\",
    \"replacement_equipment_id\": \"BAT_NEW_001\",
    \"energy_transferred\": 45.5,
    \"service_duration\": 180
  }
}"
sleep 2

# Phase A4: Reporting
echo "A4.1: Activity Reporting..."
mosquitto_pub -h localhost -t "emit/uxi/attendant/plan/$PLAN_ID/activity_report" -m "{
  \"timestamp\": \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",
  \"plan_id\": \"$PLAN_ID\",
  \"correlation_id\": \"flow-001-activity\",
  \"actor\": {\"type\": \"attendant\", \"id\": \"$ATTENDANT_ID\"},
  \"data\": {
    \"action\": \"REPORT_ATTENDANT_ACTIVITY\",
    \"activity_type\": \"battery_swap_completed\",
    \"attendant_station\": \"$STATION\"
  }
}"

echo "A4.4: Usage Reporting to Odoo..."
mosquitto_pub -h localhost -t "emit/uxi/billing/plan/$PLAN_ID/usage_report" -m "{
  \"timestamp\": \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",
  \"plan_id\": \"$PLAN_ID\",
  \"correlation_id\": \"flow-001-billing\",
  \"actor\": {\"type\": \"attendant\", \"id\": \"$ATTENDANT_ID\"},
  \"data\": {
    \"action\": \"REPORT_SERVICE_USAGE_TO_ODOO\",
    \"usage_type\": \"battery_swap_completed\",
    \"service_completion_details\": {
      \"new_battery_id\": \"BAT_NEW_001\",
      \"energy_transferred\": 45.5,
      \"service_duration\": 180
    }
  }
}"

echo "✅ Attendant workflow completed!"
