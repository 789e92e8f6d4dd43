@must @server @direct
Feature: The broker keeps to the client's Receive Maximum
  A client of MQTT 5.0 says in CONNECT how many messages of QoS 1 and 2 it is ready to have unacknowledged
  at once. The broker counts: each PUBLISH takes one, each PUBACK, PUBCOMP or PUBREC with an error gives one
  back, and at zero it sends no more of them. Everything else goes on.

  @MQTT-5.0:3.3.4-9 @MQTT-5.0:4.9.0-1 @MQTT-5.0:4.9.0-2
  Scenario Outline: With Receive Maximum <maximum> no more messages of QoS <qos> are unacknowledged at once
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Receive Maximum | <maximum> |
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "1" to "a" at QoS <qos>
    And Alice publishes "2" to "a" at QoS <qos>
    And Alice publishes "3" to "a" at QoS <qos>
    Then Bob receives "1" and "2" in this order
    And Bob receives nothing more

    Examples:
      | maximum | qos |
      | 2       | 1   |
      | 2       | 2   |

  @MQTT-5.0:3.3.4-9 @MQTT-5.0:4.9.0-2
  Scenario: Messages of QoS 1 and 2 are counted together
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Receive Maximum | 2 |
    And Bob subscribes to "a/#" at QoS 2
    When Alice publishes "1" to "a/1" at QoS 1
    And Alice publishes "2" to "a/2" at QoS 2
    And Alice publishes "3" to "a/3" at QoS 1
    Then Bob receives "1" and "2" in this order
    And Bob receives nothing more

  @MQTT-5.0:X-64 @MQTT-5.0:4.9.0-2
  Scenario: PUBACK gives one back
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Receive Maximum | 1 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "1" to "a" at QoS 1
    And Alice publishes "2" to "a" at QoS 1
    And Alice publishes "3" to "a" at QoS 1
    Then Bob receives "1" on "a"
    When Bob sends PUBACK with:
      | packet identifier | that of "1" |
    Then Bob receives "2" on "a"
    And Bob receives nothing more
    When Bob sends PUBACK with:
      | packet identifier | that of "2"       |
      | reason code       | Unspecified error |
    Then Bob receives "3" on "a"

  @MQTT-5.0:X-64 @MQTT-5.0:4.9.0-2
  Scenario: PUBREC with success gives nothing back, PUBCOMP does
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Receive Maximum | 1 |
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "1" to "a" at QoS 2
    And Alice publishes "2" to "a" at QoS 2
    Then Bob receives "1" on "a"
    When Bob sends PUBREC with:
      | packet identifier | that of "1" |
    Then Bob receives PUBREL with:
      | packet identifier | that of "1" |
    And Bob receives nothing more
    When Bob sends PUBCOMP with:
      | packet identifier | that of "1" |
    Then Bob receives "2" on "a"

  @MQTT-5.0:X-64 @MQTT-5.0:4.9.0-2
  Scenario: PUBREC with an error gives one back
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Receive Maximum | 1 |
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "1" to "a" at QoS 2
    And Alice publishes "2" to "a" at QoS 2
    Then Bob receives "1" on "a"
    When Bob sends PUBREC with:
      | packet identifier | that of "1"       |
      | reason code       | Unspecified error |
    Then Bob receives "2" on "a"

  @MQTT-5.0:4.9.0-3 @MQTT-5.0:3.3.4-10
  Scenario Outline: Messages of QoS 0 go on while QoS <qos> has to wait
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Receive Maximum | 1 |
    And Bob subscribes to "a" at QoS <qos>
    And Bob subscribes to "b" at QoS 0
    When Alice publishes "1" to "a" at QoS <qos>
    And Alice publishes "2" to "a" at QoS <qos>
    And Alice publishes "3" to "b" at QoS 0
    Then Bob receives "1" and "3" in this order
    And Bob receives nothing more

    Examples:
      | qos |
      | 1   |
      | 2   |

  @MQTT-5.0:4.9.0-3 @MQTT-5.0:3.3.4-10
  Scenario: PINGREQ, SUBSCRIBE and UNSUBSCRIBE are answered while messages have to wait
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Receive Maximum | 1 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "1" to "a" at QoS 1
    And Alice publishes "2" to "a" at QoS 1
    Then Bob receives "1" on "a"
    When Bob sends PINGREQ
    Then Bob receives PINGRESP
    When Bob sends SUBSCRIBE with:
      | packet identifier | 20 |
      | filter            | b  |
    Then Bob receives SUBACK with:
      | packet identifier | 20 |
    When Bob sends UNSUBSCRIBE with:
      | packet identifier | 21 |
      | filter            | b  |
    Then Bob receives UNSUBACK with:
      | packet identifier | 21 |

  @MQTT-5.0:4.9.0-3 @MQTT-5.0:3.3.4-10
  Scenario: What the client itself publishes is answered while messages have to wait
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Receive Maximum | 1 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "1" to "a" at QoS 1
    And Alice publishes "2" to "a" at QoS 1
    Then Bob receives "1" on "a"
    When Bob publishes "up" to "b" at QoS 1
    And Bob publishes "up" to "b" at QoS 2
    Then Bob receives nothing more

  @MQTT-5.0:X-65 @MQTT-5.0:3.3.4-9
  Scenario: The count begins anew with each connection, with the maximum of that connection
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Receive Maximum         | 3  |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "1" to "a" at QoS 1
    And Alice publishes "2" to "a" at QoS 1
    And Alice publishes "3" to "a" at QoS 1
    And Alice publishes "4" to "a" at QoS 1
    Then Bob receives "1", "2" and "3" in this order
    And Bob receives nothing more
    When Bob loses his connection
    And Bob reconnects with:
      | Receive Maximum | 2 |
    Then Bob is accepted
    And Bob receives "1" and "2" in this order
    And Bob receives nothing more
    When Bob sends PUBACK with:
      | packet identifier | that of "1" |
    And Bob sends PUBACK with:
      | packet identifier | that of "2" |
    Then Bob receives "3" and "4" in this order

  @MQTT-5.0:X-65 @MQTT-5.0:4.9.0-1
  Scenario: Without Receive Maximum many messages may be unacknowledged at once
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "1" to "a" at QoS 1
    And Alice publishes "2" to "a" at QoS 1
    And Alice publishes "3" to "a" at QoS 1
    And Alice publishes "4" to "a" at QoS 1
    And Alice publishes "5" to "a" at QoS 1
    Then Bob receives "1", "2", "3", "4" and "5" in this order

  @MQTT-5.0:3.3.4-9 @MQTT-5.0:4.9.0-2 @cap:retain
  Scenario: Retained messages are counted too
    Given MQTT 5.0
    And Alice is connected
    And Alice publishes "1" to "a/1" at QoS 1 retained
    And Alice publishes "2" to "a/2" at QoS 1 retained
    And Bob acknowledges by hand
    And Bob is connected with:
      | Receive Maximum | 1 |
    When Bob subscribes to "a/1" at QoS 1
    And Bob subscribes to "a/2" at QoS 1
    Then Bob receives "1" on "a/1"
    And Bob receives nothing more
    When Bob sends PUBACK with:
      | packet identifier | that of "1" |
    Then Bob receives "2" on "a/2"
