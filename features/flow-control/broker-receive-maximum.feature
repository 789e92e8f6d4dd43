Feature: The client keeps to the broker's Receive Maximum
  The broker of MQTT 5.0 may say in CONNACK how many messages of QoS 1 and 2 it is ready to have under way
  from one client. A client that sends more breaks the protocol, and the broker ends its connection.

  @MQTT-5.0:4.9.0-1 @must @server @direct @cap:receive-maximum
  Scenario: As many messages of QoS 2 as the broker allows may be under way
    Given MQTT 5.0
    And Alice acknowledges by hand
    And Alice is connected
    When Alice begins as many QoS 2 exchanges as the broker's Receive Maximum
    Then the connection of Alice is still open

  @MQTT-5.0:3.3.4-7 @must @client @negative @cap:receive-maximum
  Scenario: One message of QoS 2 more ends the connection
    Given MQTT 5.0
    And Alice acknowledges by hand
    And Alice is connected
    When Alice begins as many QoS 2 exchanges as the broker's Receive Maximum
    And Alice sends PUBLISH with:
      | qos | 2 |
    Then the broker ends the connection of Alice as receive maximum exceeded
    And nobody else is disturbed

  @MQTT-5.0:4.9.0-3 @must @server @direct @cap:receive-maximum
  Scenario: Messages of QoS 0, PINGREQ and SUBSCRIBE are taken at the limit
    Given MQTT 5.0
    And Alice acknowledges by hand
    And Alice and Bob are connected
    And Bob subscribes to "b"
    When Alice begins as many QoS 2 exchanges as the broker's Receive Maximum
    And Alice publishes "x" to "b" at QoS 0
    Then Bob receives "x" on "b"
    When Alice subscribes to "c"
    Then the connection of Alice is still open

  @MQTT-5.0:X-64 @must @server @direct @cap:receive-maximum
  Scenario: PUBCOMP makes room for another message
    Given MQTT 5.0
    And Alice acknowledges by hand
    And Alice is connected
    When Alice begins as many QoS 2 exchanges as the broker's Receive Maximum
    And Alice completes one of these exchanges
    And Alice sends PUBLISH with:
      | qos | 2 |
    Then Alice receives PUBREC
    And the connection of Alice is still open

  @MQTT-5.0:X-65 @must @server @direct @cap:receive-maximum
  Scenario: On a new connection the client may send as many again
    Given MQTT 5.0
    And Alice acknowledges by hand
    And Alice is connected
    When Alice begins as many QoS 2 exchanges as the broker's Receive Maximum
    And Alice loses her connection
    And Alice reconnects with:
      | clean start | yes |
    Then Alice is accepted
    When Alice begins as many QoS 2 exchanges as the broker's Receive Maximum
    Then the connection of Alice is still open
