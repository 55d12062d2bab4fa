mosquitto_sub -h localhost \
  -t "echo/abs/service/plan/+/payment_and_service" \
  -v
